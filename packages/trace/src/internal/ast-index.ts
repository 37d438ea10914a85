import type { Artifact } from '@scaffold-evm/compiler'
import type { CompiledSources } from '../compiled-contract.js'
import type { AstNode, SourceTree } from './source-tree.js'

/** A node and the source it is in. */
export interface Located {
  readonly tree: SourceTree
  readonly node: AstNode
}

/** The nodes of all sources of a run by their ids, which count over all of them. */
export class AstIndex {
  readonly #nodes = new Map<number, Located>()
  readonly #children = new Map<AstNode, AstNode[]>()
  readonly #contracts = new WeakMap<Artifact, Located>()

  constructor(sources: CompiledSources) {
    for (const tree of sources.all()) {
      for (const node of tree.nodes) {
        if (node.id >= 0) this.#nodes.set(node.id, { tree, node })
        if (node.parent === undefined) continue
        const siblings = this.#children.get(node.parent)
        if (siblings === undefined) this.#children.set(node.parent, [node])
        else siblings.push(node)
      }
    }
  }

  node(id: number): Located | undefined {
    return this.#nodes.get(id)
  }

  /** The node that JSON of the tree stands for. */
  nodeOf(value: unknown): AstNode | undefined {
    const id: unknown = Reflect.get(Object(value), 'id')
    return typeof id === 'number' ? this.#nodes.get(id)?.node : undefined
  }

  children(node: AstNode): readonly AstNode[] {
    return this.#children.get(node) ?? []
  }

  contract(artifact: Artifact): Located | undefined {
    const known = this.#contracts.get(artifact)
    const found = known ?? this.#findContract(artifact)
    if (known === undefined && found !== undefined) this.#contracts.set(artifact, found)
    return found
  }

  /** Artifacts of other tools may name sources otherwise than the compiler does: then the only contract of that name is meant. */
  #findContract({ sourceName, contractName }: Artifact): Located | undefined {
    const named = [...this.#nodes.values()].filter(
      ({ node }) => node.nodeType === 'ContractDefinition' && node.fields.name === contractName,
    )
    const found = named.find(({ tree }) => tree.name === sourceName)
    return found ?? (named.length === 1 ? named[0] : undefined)
  }

  /** A contract and those that it inherits from, itself first, as C3 orders them. */
  linearized(contract: AstNode): readonly Located[] {
    return idsOf(contract.fields.linearizedBaseContracts)
      .map((id) => this.#nodes.get(id))
      .filter((base) => base !== undefined)
  }
}

const indices = new WeakMap<CompiledSources, AstIndex>()

/** Made at the first question, and kept as long as the sources. */
export function astIndexOf(sources: CompiledSources): AstIndex {
  const known = indices.get(sources)
  if (known !== undefined) return known
  const index = new AstIndex(sources)
  indices.set(sources, index)
  return index
}

function idsOf(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'number') : []
}
