import { definitionOf, type Located } from './definitions.js'
import { functionWith } from './dispatch.js'
import type { KnownFrame, Spot } from './frame-places.js'
import type { AstNode, SourceTree } from './source-tree.js'

const revert = 0xfd

/**
 * The `revert()` that a REVERT of the EVM stands for in code of solc 0.6.3 to 0.6.8, which do not say so: the first one in
 * the same function or modifier after what ran last. Undefined for any other instruction.
 */
export function lostRevert(
  frame: KnownFrame,
  step: number,
  owner: AstNode | undefined,
): Spot | undefined {
  const { recording, contract, code } = frame
  if (!losesReverts(contract.sources.solcVersion) || recording.op(step) !== revert) return undefined
  if (code.range(recording.pc(step))?.file !== -1) return undefined
  const last = lastSpot(frame, step)
  const around = last?.tree.enclosing(last.range, 'FunctionDefinition', 'ModifierDefinition')
  const inside = last && around && { tree: last.tree, node: around }
  const { tree, node } = inside ?? implicitFunction(frame) ?? {}
  if (last === undefined || tree === undefined || node === undefined) return undefined
  const isInBody = inside !== undefined && last.range.length !== node.length
  // At its head a function has its arguments and its value still to be checked.
  if (!isInBody && owner === undefined && !isWithoutChecks(node, frame)) return undefined
  const from = isInBody ? last.range.start + last.range.length : node.start
  const found = revertsIn(tree, node).find(({ start }) => start >= from)
  return found && { tree, range: { ...last.range, start: found.start, length: found.length } }
}

/** What runs without being named by a selector. */
function implicitFunction(frame: KnownFrame): Located | undefined {
  const { recording, index, contract, code } = frame
  if (code !== contract.runtime) return definitionOf(frame, { kind: 'constructor' })
  const { input = new Uint8Array(0) } = recording.frames[index] ?? {}
  if (functionWith(frame, input.subarray(0, 4)) !== undefined) return undefined
  const receive = input.length === 0 ? definitionOf(frame, { kind: 'receive' }) : undefined
  return receive ?? definitionOf(frame, { kind: 'fallback' })
}

function losesReverts(version: string): boolean {
  const [major, minor, patch = 0] = version.split('.').map(Number)
  return major === 0 && minor === 6 && patch >= 3 && patch < 9
}

function lastSpot(
  { recording, index, contract, code }: KnownFrame,
  step: number,
): Spot | undefined {
  const first = Math.max(recording.firstStep, recording.frames[index]?.firstStep ?? 0)
  for (let at = step; at >= first; at--) {
    const range = recording.frame(at) === index ? code.range(recording.pc(at)) : undefined
    const tree = range && contract.sources.byIndex(range.file)
    if (range !== undefined && tree !== undefined) return { tree, range }
  }
  return undefined
}

/** Constructors without parameters, fallback and receive functions that may be sent what they were sent. */
function isWithoutChecks({ fields }: AstNode, { recording, index }: KnownFrame): boolean {
  const parameters: unknown = Reflect.get(Object(fields.parameters), 'parameters')
  const hasParameters = Array.isArray(parameters) && parameters.length > 0
  const isPaid = (recording.frames[index]?.valueWei ?? 0n) > 0n
  return (
    fields.kind !== 'function' &&
    !hasParameters &&
    (!isPaid || fields.stateMutability === 'payable')
  )
}

function revertsIn(tree: SourceTree, definition: AstNode): readonly AstNode[] {
  const end = definition.start + definition.length
  return tree.nodes.filter(
    ({ nodeType, start, fields }) =>
      nodeType === 'FunctionCall' &&
      start >= definition.start &&
      start < end &&
      Reflect.get(Object(fields.expression), 'name') === 'revert' &&
      Array.isArray(fields.arguments) &&
      fields.arguments.length === 0,
  )
}
