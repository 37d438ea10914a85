import type { AbiEntry } from '@scaffold-evm/compiler'

interface TreeNode {
  readonly nodeType?: unknown
  readonly name?: unknown
  readonly nodes?: readonly TreeNode[]
}

/**
 * An ABI with the functions that the contract itself defines at its end, in the order of the source; what it inherits
 * stays before them in solc's order. Without a syntax tree it is left as it is.
 */
export function orderAbi(
  abi: readonly AbiEntry[],
  contractName: string,
  ast: unknown,
): readonly AbiEntry[] {
  const definition = nodesOf(ast)?.find(
    ({ nodeType, name }) => nodeType === 'ContractDefinition' && name === contractName,
  )
  const nodes = nodesOf(definition)
  if (nodes === undefined) return abi
  // A plain object, as in Truffle: a function called as one of its own members is found without being defined.
  const places: Record<string, number | undefined> = {}
  const functions = nodes.filter(({ nodeType }) => nodeType === 'FunctionDefinition')
  functions.forEach(({ name }, index) => {
    places[String(name)] = index
  })
  const placeOf = ({ name }: AbiEntry): number | undefined => places[String(name)]
  return [
    ...abi.filter((entry) => placeOf(entry) === undefined),
    ...abi
      .filter((entry) => placeOf(entry) !== undefined)
      .sort((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0)),
  ]
}

function nodesOf(node: unknown): readonly TreeNode[] | undefined {
  if (typeof node !== 'object' || node === null || !('nodes' in node)) return undefined
  return Array.isArray(node.nodes) ? node.nodes : undefined
}
