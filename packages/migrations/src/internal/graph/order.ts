import type { Layers, Segment, Slot } from './layers.js'

const sweeps = 12

type Neighbours = ReadonlyMap<string, readonly string[]>

/** Slots that are connected to each slot, one layer above or below. */
export function neighbours(segments: readonly Segment[], side: 'above' | 'below'): Neighbours {
  const found = new Map<string, string[]>()
  for (const { from, to } of segments) {
    const [own, other] = side === 'above' ? [to, from] : [from, to]
    found.set(own, [...(found.get(own) ?? []), other])
  }
  return found
}

function sortBy(
  layer: readonly Slot[],
  next: readonly Slot[],
  connected: Neighbours,
): readonly Slot[] {
  const position = new Map(next.map(({ id }, at) => [id, at]))
  const centre = ({ id }: Slot, at: number): number => {
    const known = (connected.get(id) ?? []).flatMap((it) => position.get(it) ?? [])
    return known.length === 0 ? at : known.reduce((sum, it) => sum + it, 0) / known.length
  }
  const keyed = layer.map((slot, at) => ({ slot, key: centre(slot, at), at }))
  return keyed.sort((a, b) => a.key - b.key || a.at - b.at).map(({ slot }) => slot)
}

/** How often edges cross between two layers. */
function crossings(layers: Layers['layers'], segments: readonly Segment[]): number {
  const position = new Map(layers.flatMap((layer) => layer.map(({ id }, at) => [id, at] as const)))
  const depth = new Map(layers.flatMap((layer, row) => layer.map(({ id }) => [id, row] as const)))
  let count = 0
  for (const [index, a] of segments.entries()) {
    for (const b of segments.slice(index + 1)) {
      if (depth.get(a.from) !== depth.get(b.from)) continue
      const from = (position.get(a.from) ?? 0) - (position.get(b.from) ?? 0)
      const to = (position.get(a.to) ?? 0) - (position.get(b.to) ?? 0)
      if (from * to < 0) count++
    }
  }
  return count
}

/** Orders each layer so that edges cross seldom: each slot goes to the middle of those that it is connected to. */
export function orderLayers({ layers, segments }: Layers): readonly (readonly Slot[])[] {
  const above = neighbours(segments, 'above')
  const below = neighbours(segments, 'below')
  let current = layers
  let best = layers
  let least = crossings(layers, segments)
  for (let sweep = 0; sweep < sweeps && least > 0; sweep++) {
    const next = [...current]
    if (sweep % 2 === 0) {
      for (let row = 1; row < next.length; row++)
        next[row] = sortBy(next[row] ?? [], next[row - 1] ?? [], above)
    } else {
      for (let row = next.length - 2; row >= 0; row--)
        next[row] = sortBy(next[row] ?? [], next[row + 1] ?? [], below)
    }
    current = next
    const count = crossings(current, segments)
    if (count < least) [best, least] = [current, count]
  }
  return best
}
