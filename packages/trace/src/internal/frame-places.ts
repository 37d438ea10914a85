import { bytesToHex } from '@scaffold-evm/common'
import type { ExecutionRecording } from '@scaffold-evm/devchain'
import type { CompiledContract } from '../compiled-contract.js'
import type { SourcePlace, StackFrame } from '../stack-frame.js'
import type { CodeMap, CodeRange } from './code-map.js'
import {
  basesOf,
  contractNode,
  definitionOf,
  findNode,
  functionNameOf,
  implicitKinds,
  kindOf,
  type Located,
  nameOf,
  type Subject,
} from './definitions.js'
import { type InternalCall, internalCalls } from './internal-calls.js'
import { lostRevert } from './lost-revert.js'
import type { AstNode, SourceTree } from './source-tree.js'

/** A frame whose code is one of the project's contracts. */
export interface KnownFrame {
  readonly recording: ExecutionRecording
  /** Index of the frame. */
  readonly index: number
  readonly contract: CompiledContract
  readonly code: CodeMap
}

/** A piece of source that an instruction stands for. */
export interface Spot {
  readonly tree: SourceTree
  readonly range: CodeRange
}

const definitions = ['FunctionDefinition', 'ModifierDefinition'] as const
/** What spans other code: an instruction of a whole function or block is none of its lines. */
const structural: ReadonlySet<string> = new Set([
  ...definitions,
  'ContractDefinition',
  'Block',
  'UncheckedBlock',
  'SourceUnit',
])

/** Where the code of a known frame was at `step`, the innermost function first. */
export function placesAt(frame: KnownFrame, step: number): readonly StackFrame[] {
  const { recording, index, contract, code } = frame
  const site = { recording, frame: index, code, sources: contract.sources }
  const calls = internalCalls(site, step)
  const places: StackFrame[] = []
  let at = step
  for (const call of calls.toReversed()) {
    // What the compiler added is at the place that needed it.
    if (call.functionId !== undefined) places.push(...framesOf(frame, at, call))
    at = call.jumpStep
  }
  if (calls.length === 0) return framesOf(frame, step, undefined)
  // Constructors, fallback functions and the like are not entered by a jump.
  const outermost = spotOf(frame, at, undefined)
  const isInFunction = outermost?.tree.enclosing(outermost.range, ...definitions) !== undefined
  const isImplicit = outermost !== undefined && (isInFunction || code !== contract.runtime)
  if (isImplicit) return [...places, ...framesOf(frame, at, undefined)]
  // A getter computes with functions that the compiler added.
  return places.length > 0 ? places : framesOf(frame, step, undefined)
}

/** The piece of source at `step`; undefined in code that is of none, such as the choice of the called function. */
export function spotAt(frame: KnownFrame, step: number): Spot | undefined {
  const { recording, index, contract, code } = frame
  const calls = internalCalls({ recording, frame: index, code, sources: contract.sources }, step)
  const owner = calls.at(-1)?.functionId
  return spotOf(frame, step, owner === undefined ? undefined : findNode(frame, owner)?.node)
}

/** The head of a function, or of the public variable that it reads, in a contract or its bases. */
export function headOf(frame: KnownFrame, subject: Subject): StackFrame | undefined {
  const found = definitionOf(frame, subject)
  return found && headFrame(found)
}

/** The function, and the modifier of it that was running. */
function framesOf(frame: KnownFrame, step: number, call: InternalCall | undefined): StackFrame[] {
  const definition = call?.functionId === undefined ? undefined : findNode(frame, call.functionId)
  return framesOfSpot(frame, spotOf(frame, step, definition?.node), call?.functionId)
}

/** The function with that id, and the modifier of it that was running, where the last piece of its source was `spot`. */
export function framesOfSpot(
  frame: KnownFrame,
  spot: Spot | undefined,
  functionId: number | undefined,
): StackFrame[] {
  const definition = functionId === undefined ? undefined : findNode(frame, functionId)
  if (spot === undefined) {
    return [definition === undefined ? contractFrame(frame) : headFrame(definition)]
  }
  const around = spot.tree.enclosing(spot.range, ...definitions)
  if (around === undefined) return [variableFrame(frame, spot)]
  if (around.nodeType !== 'ModifierDefinition') return [frameAt(spot, around)]
  const owner = definition ?? implicitOwner(frame, spot)
  const inModifier = frameAt(spot, around)
  return owner === undefined ? [inModifier] : [inModifier, invocationFrame(owner, around)]
}

/** The nearest instruction up to `step` that stands for a piece of source of that function. */
function spotOf(frame: KnownFrame, step: number, owner: AstNode | undefined): Spot | undefined {
  const lost = lostRevert(frame, step, owner)
  if (lost !== undefined) return lost
  const { recording, index, contract, code } = frame
  const first = Math.max(recording.firstStep, recording.frames[index]?.firstStep ?? 0)
  for (let at = step; at >= first; at--) {
    if (recording.frame(at) !== index) continue
    const range = code.range(recording.pc(at))
    const tree = range === undefined ? undefined : contract.sources.byIndex(range.file)
    if (range === undefined || tree === undefined || isStructural(tree, range)) continue
    const around = tree.enclosing(range, ...definitions)
    // Looking back, one comes into functions that have ended.
    if (around?.nodeType === 'FunctionDefinition' && owner && around.id !== owner.id) continue
    return { tree, range }
  }
  return undefined
}

function isStructural(tree: SourceTree, range: CodeRange): boolean {
  return tree.at(range).some(({ nodeType }) => structural.has(nodeType))
}

/** Whose constructor, fallback or receive function a modifier runs for: that of the contract or a base that has it. */
function implicitOwner(frame: KnownFrame, { tree, range }: Spot): Located | undefined {
  const modifier = tree.enclosing(range, 'ModifierDefinition')
  const contract = contractNode(frame)
  if (modifier === undefined || contract === undefined) return undefined
  for (const base of basesOf(frame, contract)) {
    const node = base.tree.nodes.find(
      (candidate) =>
        candidate.parent === base.node &&
        candidate.nodeType === 'FunctionDefinition' &&
        implicitKinds.has(String(kindOf(candidate))) &&
        invocationOf(candidate, modifier) !== undefined,
    )
    if (node !== undefined) return { tree: base.tree, node }
  }
  return undefined
}

function invocationOf(owner: AstNode, modifier: AstNode): AstNode | undefined {
  const invocations: unknown = owner.fields.modifiers
  if (!Array.isArray(invocations)) return undefined
  const found: unknown = invocations.find((invocation: unknown) => {
    const name: unknown = Reflect.get(Object(invocation), 'modifierName')
    return Reflect.get(Object(name), 'referencedDeclaration') === modifier.id
  })
  const src: unknown = Reflect.get(Object(found), 'src')
  if (typeof src !== 'string') return undefined
  const [start = 0, length = 0] = src.split(':').map(Number)
  return { id: -1, nodeType: 'ModifierInvocation', start, length, parent: owner, fields: {} }
}

function invocationFrame({ tree, node }: Located, modifier: AstNode): StackFrame {
  const range = invocationOf(node, modifier) ?? node
  return namedFrame(tree, node, placeOf(tree, range))
}

function frameAt({ tree, range }: Spot, definition: AstNode | undefined): StackFrame {
  const place = placeOf(tree, range)
  if (definition !== undefined) return namedFrame(tree, definition, place)
  const contract = tree.enclosing(range, 'ContractDefinition')
  return { contractName: nameOf(contract), functionName: undefined, address: undefined, place }
}

/** State variables get their values in the constructor, and those that are public are functions. */
function variableFrame(frame: KnownFrame, spot: Spot): StackFrame {
  const variable = variableAt(spot)
  const isRunning = frame.code === frame.contract.runtime
  return {
    ...frameAt(spot, undefined),
    functionName: isRunning ? nameOf(variable) : 'constructor',
  }
}

/** The state variable that a piece of source belongs to. */
export function variableAt({ tree, range }: Spot): AstNode | undefined {
  return tree.enclosing(range, 'VariableDeclaration')
}

/** The head of a function, when no statement of it was reached. */
function headFrame({ tree, node }: Located): StackFrame {
  return namedFrame(tree, node, placeOf(tree, node))
}

/** The head of the contract: nothing of the source was reached. */
function contractFrame(frame: KnownFrame): StackFrame {
  const { artifact } = frame.contract
  const found = contractNode(frame)
  return {
    contractName: artifact.contractName,
    functionName: undefined,
    address: bytesToHex(frame.recording.frames[frame.index]?.to ?? new Uint8Array(20)),
    place: found === undefined ? undefined : placeOf(found.tree, found.node),
  }
}

function namedFrame(tree: SourceTree, definition: AstNode, place: SourcePlace): StackFrame {
  const contract = tree.enclosing(definition, 'ContractDefinition')
  return {
    contractName: nameOf(contract),
    functionName: functionNameOf(definition, contract),
    address: undefined,
    place,
  }
}

export function placeOf(tree: SourceTree, range: { start: number; length: number }): SourcePlace {
  const { line, column } = tree.position(range.start)
  const [first = ''] = tree.text(range).split('\n')
  return { sourceName: tree.name, line, column, width: [...first].length }
}
