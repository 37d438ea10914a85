import type { TruffleArtifact } from '../../truffle-artifact.js'

interface AstNode {
  readonly nodeType?: string
  readonly name?: string
  readonly src?: string
  readonly nodes?: readonly AstNode[]
}

/** Where a function of a contract is written, as `path:line:column`; only the path when it is in another file. */
export function functionPlace(artifact: TruffleArtifact, name: string): string {
  const { ast, source = '', sourcePath = '', contractName } = artifact
  const contract = childrenOf(ast).find(
    (node) => node.nodeType === 'ContractDefinition' && node.name === contractName,
  )
  const found = contract?.nodes?.find(
    (node) => node.nodeType === 'FunctionDefinition' && node.name === name,
  )
  const start = Number(found?.src?.split(':')[0] ?? Number.NaN)
  if (Number.isNaN(start)) return sourcePath
  // Offsets are in bytes.
  const before = Buffer.from(source).subarray(0, start).toString().split('\n')
  return `${sourcePath}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
}

function childrenOf(ast: unknown): readonly AstNode[] {
  const nodes: unknown = Reflect.get(Object(ast), 'nodes')
  return Array.isArray(nodes) ? nodes : []
}

/** Has the stack of an error name the function that failed, in place of the runner's own frames. */
export function showPlace(error: unknown, artifact: TruffleArtifact, name: string): void {
  if (!(error instanceof Error)) return
  const place = functionPlace(artifact, name)
  error.stack = `${error.name}: ${error.message}\n    at ${artifact.contractName}.${name} (${place})`
}
