import type { KnownFrame } from './frame-places.js'
import type { AstNode, SourceTree } from './source-tree.js'

/** A node and the source that it is in. */
export interface Located {
  readonly tree: SourceTree
  readonly node: AstNode
}

/** A function that was to be called. */
export type Subject =
  | { readonly kind: 'constructor' | 'fallback' | 'receive' }
  | { readonly kind: 'function'; readonly name: string; readonly parameterCount: number }

/** A function of the contract or of one of its bases. */
export function definitionOf(frame: KnownFrame, subject: Subject): Located | undefined {
  const found = contractNode(frame)
  if (found === undefined) return undefined
  for (const { tree, node } of basesOf(frame, found)) {
    const members = tree.nodes.filter((inner) => inner.parent === node)
    const definition = members.find((inner) => isSubject(inner, subject))
    if (definition !== undefined) return { tree, node: definition }
  }
  return undefined
}

function isSubject(node: AstNode, subject: Subject): boolean {
  if (subject.kind !== 'function') {
    return node.nodeType === 'FunctionDefinition' && kindOf(node) === subject.kind
  }
  if (nameOf(node) !== subject.name) return false
  if (node.nodeType === 'VariableDeclaration') return true
  const list: unknown = Reflect.get(Object(node.fields.parameters), 'parameters')
  const isFunction = node.nodeType === 'FunctionDefinition'
  return isFunction && Array.isArray(list) && list.length === subject.parameterCount
}

/** A contract and those that it inherits from, itself first. */
export function* basesOf(frame: KnownFrame, contract: Located): Generator<Located> {
  const ids: unknown = contract.node.fields.linearizedBaseContracts
  for (const id of Array.isArray(ids) ? ids : []) {
    const base = typeof id === 'number' ? findNode(frame, id) : undefined
    if (base !== undefined) yield base
  }
}

/** The contract that the code of a frame is of, in its source. */
export function contractNode({ contract }: KnownFrame): Located | undefined {
  const { sourceName, contractName } = contract.artifact
  const { sources } = contract
  const named = sources.byName(sourceName)
  // Truffle's artifacts name sources in their own way.
  for (const tree of named === undefined ? sources.all() : [named]) {
    const node = tree.nodes.find(
      ({ nodeType, fields }) => nodeType === 'ContractDefinition' && fields.name === contractName,
    )
    if (node !== undefined) return { tree, node }
  }
  return undefined
}

export function findNode({ contract }: KnownFrame, id: number): Located | undefined {
  const trees = [...contract.sources.all()].filter(({ lastId }) => lastId >= id)
  const [tree] = trees.toSorted((a, b) => a.lastId - b.lastId)
  const node = tree?.withId(id)
  return tree === undefined || node === undefined ? undefined : { tree, node }
}

/** Functions that no selector names. */
export const implicitKinds: ReadonlySet<string> = new Set(['constructor', 'fallback', 'receive'])

/** The name of a definition. */
export function nameOf(node: AstNode | undefined): string | undefined {
  return typeof node?.fields.name === 'string' ? node.fields.name : undefined
}

/** Before solc 0.5 a constructor may have the contract's name, and nodes have no `kind`. */
export function kindOf({ fields }: AstNode): unknown {
  if (typeof fields.kind === 'string') return fields.kind
  if (fields.isConstructor === true) return 'constructor'
  return fields.name === '' ? 'fallback' : 'function'
}

/** How a function or modifier is shown. */
export function functionNameOf(
  definition: AstNode,
  contract: AstNode | undefined,
): string | undefined {
  const kind = kindOf(definition)
  if (implicitKinds.has(String(kind))) return String(kind)
  const name = nameOf(definition)
  return name === nameOf(contract) && contract !== undefined ? 'constructor' : name
}
