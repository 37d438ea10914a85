import type { FunctionFrame } from '../../function-frame.js'
import type { Moment } from '../../moment.js'
import type { AstIndex, Located } from '../ast-index.js'
import type { CodeMap, CodeRange } from '../code-map.js'
import { type AstNode, contains } from '../source-tree.js'

/** Where in its source a function is. */
export interface Position {
  /** The function that runs; a constructor, fallback or receive function where none was entered by a jump. */
  readonly owner: Located
  /** What the instruction stands for; undefined where the function has only just begun. */
  readonly range: CodeRange | undefined
  /** The step of that instruction. */
  readonly step: number | undefined
  /** The modifier that it is in. */
  readonly modifier: AstNode | undefined
}

/** What spans other code: an instruction of a whole function or block is none of its statements. */
const structural: ReadonlySet<string> = new Set([
  'FunctionDefinition',
  'ModifierDefinition',
  'ContractDefinition',
  'Block',
  'UncheckedBlock',
  'SourceUnit',
])

/** The code that runs in the frame of a moment. */
export function codeAt({ recording, frame, contract }: Moment): CodeMap {
  const kind = recording.frames[frame]?.kind
  return kind === 'CREATE' || kind === 'CREATE2' ? contract.creation : contract.runtime
}

/** Where `frame` is: what its last instruction stands for that is a piece of a statement. */
export function positionAt(
  moment: Moment,
  frame: FunctionFrame,
  context: { readonly index: AstIndex; readonly use: ModifierUse },
): Position | undefined {
  const { recording, contract } = moment
  const code = codeAt(moment)
  // The first releases of 0.5 do not mark the jump from the choice of the function into it.
  const isEntered = code.hasEntries ? isImplicit : isImplicitOrPublic
  const owner = frame.functionId === undefined ? undefined : context.index.node(frame.functionId)
  const first = frame.entryStep ?? recording.frames[moment.frame]?.firstStep ?? 0
  for (let step = frame.at; step >= Math.max(first, recording.firstStep); step--) {
    if (recording.frame(step) !== moment.frame) continue
    const range = code.range(recording.pc(step))
    const tree = range && contract.sources.byIndex(range.file)
    if (range === undefined || tree === undefined) continue
    if (tree.at(range).some(({ nodeType }) => structural.has(nodeType))) continue
    const around = tree.enclosing(range, 'FunctionDefinition', 'ModifierDefinition')
    if (around === undefined) continue
    const modifier = around.nodeType === 'ModifierDefinition' ? around : undefined
    const located = { tree, node: around }
    const found =
      owner === undefined && modifier !== undefined
        ? implicitOwner(
            moment,
            step,
            context.use.owners(around).filter(({ node }) => isEntered(node)),
          )
        : ownerOf(located, owner, { ...context, isEntered })
    if (found !== undefined) return { owner: found, range, step, modifier }
  }
  return owner === undefined
    ? undefined
    : { owner, range: undefined, step: undefined, modifier: undefined }
}

/** Whose modifiers are whose. */
export interface ModifierUse {
  /** Whether a modifier runs around a function. */
  runsFor(modifier: AstNode, owner: AstNode): boolean
  /** The functions of the contract that a modifier runs around. */
  owners(modifier: AstNode): readonly Located[]
}

/** Whose code it is. Looking back, one comes into functions that have ended. */
function ownerOf(
  around: Located,
  owner: Located | undefined,
  { use, isEntered }: { readonly use: ModifierUse; readonly isEntered: (node: AstNode) => boolean },
): Located | undefined {
  const isModifier = around.node.nodeType === 'ModifierDefinition'
  if (owner === undefined) return isEntered(around.node) ? around : undefined
  if (!isModifier) return around.node === owner.node ? owner : undefined
  return use.runsFor(around.node, owner.node) ? owner : undefined
}

function isImplicitOrPublic(node: AstNode): boolean {
  const { visibility } = node.fields
  return isImplicit(node) || visibility === 'public' || visibility === 'external'
}

/** Whether no jump enters a function. */
export function isImplicit({ fields }: AstNode): boolean {
  return fields.kind === 'constructor' || fields.kind === 'fallback' || fields.kind === 'receive'
}

/** The function that a modifier runs around: of those it may be, the one that its arguments were made for. */
function implicitOwner(
  moment: Moment,
  at: number,
  owners: readonly Located[],
): Located | undefined {
  const { recording, contract } = moment
  const frame = recording.frames[moment.frame]
  const isCreation = frame?.kind === 'CREATE' || frame?.kind === 'CREATE2'
  const possible = owners.filter(({ node }) => (node.fields.kind === 'constructor') === isCreation)
  if (possible.length < 2 || frame === undefined) return possible[0]
  const code = codeAt(moment)
  for (let step = at; step >= Math.max(frame.firstStep, recording.firstStep); step--) {
    const range =
      recording.frame(step) === moment.frame ? code.range(recording.pc(step)) : undefined
    const tree = range && contract.sources.byIndex(range.file)
    const found = possible.find((each) => range && each.tree === tree && contains(each.node, range))
    if (found !== undefined) return found
  }
  const kind = frame.input.length === 0 ? 'receive' : 'fallback'
  return possible.find(({ node }) => node.fields.kind === kind) ?? possible.at(-1)
}
