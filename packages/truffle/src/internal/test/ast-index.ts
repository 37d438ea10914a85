import type { TruffleArtifact } from '../../truffle-artifact.js'

interface AstNode {
  readonly nodeType?: string
  readonly id?: number
  readonly name?: string
  readonly canonicalName?: string
  readonly linearizedBaseContracts?: readonly number[]
  readonly nodes?: readonly AstNode[]
  readonly members?: readonly AstNode[]
}

/** What can be written in a contract and outside of all. */
export type DefinitionKind = 'EventDefinition' | 'ErrorDefinition'

/** What the syntax trees of a build say beyond its ABIs. Read when first asked. */
export class AstIndex {
  readonly #artifacts: () => readonly TruffleArtifact[]
  #contracts: ReadonlyMap<string, AstNode> | undefined
  #byId: ReadonlyMap<number, AstNode> = new Map()
  readonly #enums = new Map<string, readonly string[]>()
  /** Of what is written outside of all contracts: the kind and the name. */
  readonly #inFiles = new Set<string>()

  constructor(artifacts: () => readonly TruffleArtifact[]) {
    this.#artifacts = artifacts
  }

  /** The contract that an event or error of `artifact` is written in; undefined when it is written outside of all. */
  definerOf(
    { contractName }: Pick<TruffleArtifact, 'contractName'>,
    name: string,
    kind: DefinitionKind = 'EventDefinition',
  ): string | undefined {
    const contract = this.#read().get(contractName)
    for (const id of contract?.linearizedBaseContracts ?? []) {
      const base = this.#byId.get(id)
      const isHere = base?.nodes?.some((node) => node.nodeType === kind && node.name === name)
      if (isHere === true) return base?.name
    }
    return this.#inFiles.has(`${kind} ${name}`) ? undefined : contractName
  }

  /** The names of an enum's members by the enum's full name. */
  enumMembers(name: string): readonly string[] | undefined {
    this.#read()
    return this.#enums.get(name)
  }

  #read(): ReadonlyMap<string, AstNode> {
    if (this.#contracts !== undefined) return this.#contracts
    const contracts = new Map<string, AstNode>()
    const byId = new Map<number, AstNode>()
    for (const { ast } of this.#artifacts()) {
      for (const node of nodesOf(ast)) {
        this.#inFiles.add(`${node.nodeType} ${node.name}`)
        this.#noteEnum(node)
        if (node.nodeType !== 'ContractDefinition') continue
        contracts.set(node.name ?? '', node)
        byId.set(node.id ?? 0, node)
        for (const inner of node.nodes ?? []) this.#noteEnum(inner)
      }
    }
    this.#byId = byId
    this.#contracts = contracts
    return contracts
  }

  #noteEnum({ nodeType, canonicalName, members }: AstNode): void {
    if (nodeType !== 'EnumDefinition' || canonicalName === undefined) return
    this.#enums.set(canonicalName, members?.map(({ name }) => name ?? '') ?? [])
  }
}

function nodesOf(ast: unknown): readonly AstNode[] {
  const nodes: unknown = Reflect.get(Object(ast), 'nodes')
  return Array.isArray(nodes) ? nodes : []
}
