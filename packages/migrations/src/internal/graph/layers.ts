import type { DeploymentGraph } from '../../graphs/deployment-graph.js'

/** A place in a layer: of a node, or where an edge passes. */
export interface Slot {
  readonly id: string
  /** Undefined where an edge passes. */
  readonly node: number | undefined
}

/** An edge between neighbouring layers. */
export interface Segment {
  readonly from: string
  readonly to: string
}

/** Nodes in layers, each below all that it depends on. */
export interface Layers {
  readonly layers: readonly (readonly Slot[])[]
  readonly segments: readonly Segment[]
  /** Of each edge, in their order: the slots that it goes through. */
  readonly routes: readonly (readonly string[])[]
}

/** The layer of each node: one below the lowest that it depends on. What goes round in circles is cut. */
function depths({ nodes, edges }: DeploymentGraph): ReadonlyMap<string, number> {
  const needs = new Map(nodes.map(({ id }) => [id, [] as string[]]))
  for (const { from, to } of edges) needs.get(to)?.push(from)
  const found = new Map<string, number>()
  const open = new Set<string>()
  const depth = (id: string): number => {
    const known = found.get(id)
    if (known !== undefined) return known
    open.add(id)
    const above = (needs.get(id) ?? []).filter((it) => !open.has(it)).map(depth)
    open.delete(id)
    const own = Math.max(-1, ...above) + 1
    found.set(id, own)
    return own
  }
  for (const { id } of nodes) depth(id)
  return found
}

/** So many nodes side by side can be read on a screen. */
const mostAside = 7

/** Nodes that nothing depends on go further down where a layer is crowded. */
function spread(
  { nodes, edges }: DeploymentGraph,
  depth: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const needed = new Set(edges.map(({ from }) => from))
  const rows: string[][] = []
  for (const { id } of nodes) {
    const row = depth.get(id) ?? 0
    while (rows.length <= row) rows.push([])
    rows[row]?.push(id)
  }
  for (let row = 0; row < rows.length; row++) {
    const all = rows[row] ?? []
    const free = all.filter((id) => !needed.has(id))
    const excess = Math.min(all.length - mostAside, free.length)
    if (excess <= 0) continue
    const moved = new Set(free.slice(free.length - excess))
    rows[row] = all.filter((id) => !moved.has(id))
    rows[row + 1] = [...(rows[row + 1] ?? []), ...moved]
  }
  return new Map(rows.flatMap((ids, row) => ids.map((id) => [id, row] as const)))
}

/** Puts nodes into layers, and slots into the layers that edges pass. */
export function toLayers(graph: DeploymentGraph): Layers {
  const at = spread(graph, depths(graph))
  const layers: Slot[][] = []
  const put = (depth: number, slot: Slot): void => {
    while (layers.length <= depth) layers.push([])
    layers[depth]?.push(slot)
  }
  for (const [index, { id }] of graph.nodes.entries()) put(at.get(id) ?? 0, { id, node: index })
  const segments: Segment[] = []
  const routes = graph.edges.map(({ from, to }, index) => {
    const [start, end] = [at.get(from) ?? 0, at.get(to) ?? 0]
    const route = [from]
    for (let depth = start + 1; depth < end; depth++) {
      const id = `edge ${index} ${depth}`
      put(depth, { id, node: undefined })
      route.push(id)
    }
    route.push(to)
    // An edge that goes upwards is drawn and has no say in the order.
    if (end > start) {
      for (const [step, next] of route.slice(1).entries())
        segments.push({ from: route[step] ?? '', to: next })
    }
    return route
  })
  return { layers, segments, routes }
}
