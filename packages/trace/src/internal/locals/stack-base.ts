import type { FunctionFrame } from '../../function-frame.js'
import type { Moment } from '../../moment.js'
import { astIndexOf, type Located } from '../ast-index.js'
import type { CodeRange } from '../code-map.js'
import { type AstNode, contains } from '../source-tree.js'
import { TypeReader } from '../values/type-reader.js'
import { parametersOf, slotsOfAll } from './declarations.js'
import { ModifierChain } from './modifier-chain.js'
import { codeAt } from './position.js'

/** The height of the stack at which the first parameter of a function is; undefined when it is not recorded. */
export function stackBase(
  moment: Moment,
  frame: FunctionFrame,
  owner: Located,
): number | undefined {
  const types = new TypeReader(astIndexOf(moment.contract.sources))
  const own = slotsOfAll(parametersOf(owner.node), types)
  if (frame.entryStep !== undefined) {
    const isThere = frame.entryStep >= moment.recording.firstStep
    return isThere ? moment.recording.stackDepth(frame.entryStep) - own : undefined
  }
  if (owner.node.fields.kind === 'constructor') return constructorBase(moment, owner, types)
  const first = firstStepIn(moment, [owner.node, ...modifiersOf(moment, owner.node)])
  return first === undefined ? undefined : moment.recording.stackDepth(first) - own
}

/** A constructor calls that of the next base after its own parameters are there, and before anything else is. */
function constructorBase({ contract }: Moment, owner: Located, types: TypeReader): number {
  const index = astIndexOf(contract.sources)
  const created = index.contract(contract.artifact)
  let base = 0
  for (const { node } of created === undefined ? [] : index.linearized(created.node)) {
    if (node === owner.node.parent) return base
    const called = index.children(node).find(({ fields }) => fields.kind === 'constructor')
    if (called !== undefined) base += slotsOfAll(parametersOf(called), types)
  }
  return base
}

function modifiersOf({ contract }: Moment, owner: AstNode): readonly AstNode[] {
  const chain = new ModifierChain(astIndexOf(contract.sources), contract)
  return chain.of(owner).filter((modifier) => modifier !== undefined)
}

/** Of functions that no jump enters: what of the stack is below depends on how they were chosen. */
function firstStepIn(moment: Moment, nodes: readonly AstNode[]): number | undefined {
  const { recording, contract } = moment
  const code = codeAt(moment)
  const index = astIndexOf(contract.sources)
  const frame = recording.frames[moment.frame]
  const first = Math.max(recording.firstStep, frame?.firstStep ?? 0)
  for (let step = first; step <= moment.step; step++) {
    if (recording.frame(step) !== moment.frame) continue
    const range = code.range(recording.pc(step))
    const tree = range && contract.sources.byIndex(range.file)
    if (range === undefined || tree === undefined) continue
    const isIn = nodes.some(
      (node) => index.node(node.id)?.tree === tree && contains(node, range) && isPart(node, range),
    )
    if (isIn) return step
  }
  return undefined
}

/** What is of a whole function may be the choice of it. */
function isPart(node: AstNode, { length }: CodeRange): boolean {
  return node.nodeType === 'ModifierDefinition' || length < node.length
}
