import type { FunctionGasShare, GasNode, GasNodeKind, GasPlace } from '../../gas-profile.js'

/** A node that gas is still added to. */
export class GasTree {
  readonly name: string
  readonly kind: GasNodeKind
  readonly place: GasPlace | undefined
  self = 0
  readonly #children = new Map<string, GasTree>()

  constructor(name: string, kind: GasNodeKind, place?: GasPlace) {
    this.name = name
    this.kind = kind
    this.place = place
  }

  /** What it calls by that name. */
  child(name: string, kind: GasNodeKind, place?: GasPlace): GasTree {
    const key = `${kind} ${name}`
    const known = this.#children.get(key)
    if (known !== undefined) return known
    const made = new GasTree(name, kind, place)
    this.#children.set(key, made)
    return made
  }

  finish(): GasNode {
    const { name, kind, place, self } = this
    const children = [...this.#children.values()]
      .map((child) => child.finish())
      .filter(({ total }) => total > 0)
      .sort((a, b) => b.total - a.total)
    const total = children.reduce((sum, child) => sum + child.total, self)
    return { name, kind, place, self, total, children }
  }
}

/** The functions of a tree, wherever they were called. */
export function functionShares(root: GasNode): readonly FunctionGasShare[] {
  const shares = new Map<string, { share: FunctionGasShare; self: number; total: number }>()
  const visit = (node: GasNode, open: ReadonlySet<string>, contract: string): void => {
    const name = node.kind === 'function' ? qualified(contract, node.name) : node.name
    const key = `${name} ${node.place?.sourceName} ${node.place?.line}`
    if (node.kind === 'function' || node.kind === 'contract') {
      const { place } = node
      const entry = shares.get(key) ?? {
        share: { name, place, self: 0, total: 0 },
        self: 0,
        total: 0,
      }
      entry.self += node.self
      if (!open.has(key)) entry.total += node.total
      shares.set(key, entry)
    }
    const inside = new Set(open).add(key)
    const owner = node.kind === 'contract' ? node.name : contract
    for (const child of node.children) visit(child, inside, owner)
  }
  visit(root, new Set(), '')
  return [...shares.values()]
    .map(({ share, self, total }) => ({ ...share, self, total }))
    .sort((a, b) => b.self - a.self)
}

/** A function goes by the contract that declares it. */
function qualified(contract: string, name: string): string {
  return name.includes('.') ? name : `${contract.replace(/^new /, '')}.${name}`
}
