import type { GraphNode } from '../../graphs/deployment-graph.js'
import type { Layers, Slot } from './layers.js'
import { neighbours } from './order.js'

/** A box, in pixels; x and y are those of its centre. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const charWidth = 7.3
const padding = 28
const gap = 24
const passWidth = 10
const layerGap = 56
const nodeHeight = 46
const rounds = 24

function widthOf(slot: Slot, nodes: readonly GraphNode[]): number {
  const node = slot.node === undefined ? undefined : nodes[slot.node]
  if (node === undefined) return passWidth
  return Math.ceil(Math.max(node.name.length, node.detail.length * 0.9) * charWidth) + padding
}

/** Moves the slots of a layer towards where they want to be, without one over another. */
function settle(
  layer: readonly Slot[],
  wanted: readonly number[],
  widths: ReadonlyMap<string, number>,
): readonly number[] {
  const half = (at: number): number => (widths.get(layer[at]?.id ?? '') ?? 0) / 2
  const left: number[] = []
  for (const [at, want] of wanted.entries()) {
    const before = left[at - 1]
    left.push(before === undefined ? want : Math.max(want, before + half(at - 1) + gap + half(at)))
  }
  const right: number[] = []
  for (let at = wanted.length - 1; at >= 0; at--) {
    const after = right[at + 1]
    const want = wanted[at] ?? 0
    right[at] = after === undefined ? want : Math.min(want, after - half(at + 1) - gap - half(at))
  }
  return left.map((it, at) => (it + (right[at] ?? it)) / 2)
}

function centred(layer: readonly Slot[], widths: ReadonlyMap<string, number>): readonly number[] {
  return settle(
    layer,
    layer.map(() => 0),
    widths,
  )
}

/** Where each slot is: layers below each other, slots close to those that they are connected to. */
export function placeSlots(
  ordered: readonly (readonly Slot[])[],
  nodes: readonly GraphNode[],
  segments: Layers['segments'],
): ReadonlyMap<string, Box> {
  const widths = new Map(ordered.flat().map((slot) => [slot.id, widthOf(slot, nodes)]))
  const [above, below] = [neighbours(segments, 'above'), neighbours(segments, 'below')]
  const x = new Map<string, number>()
  const put = (layer: readonly Slot[], places: readonly number[]): void => {
    for (const [at, { id }] of layer.entries()) x.set(id, places[at] ?? 0)
  }
  for (const layer of ordered) put(layer, centred(layer, widths))
  for (let round = 0; round < rounds; round++) {
    const rows = round % 2 === 0 ? ordered : [...ordered].reverse()
    for (const layer of rows) {
      const wanted = layer.map(({ id }) => {
        const near = [...(above.get(id) ?? []), ...(below.get(id) ?? [])]
        const places = near.map((it) => x.get(it) ?? 0)
        return places.length === 0
          ? (x.get(id) ?? 0)
          : places.reduce((a, b) => a + b, 0) / places.length
      })
      put(layer, settle(layer, wanted, widths))
    }
  }
  const edges = [...x].map(([id, at]) => at - (widths.get(id) ?? 0) / 2)
  const leftmost = Math.min(0, ...edges)
  const boxes = ordered.flatMap((layer, row) =>
    layer.map(({ id }) => {
      const box: Box = {
        x: Math.round((x.get(id) ?? 0) - leftmost),
        y: row * (nodeHeight + layerGap) + nodeHeight / 2,
        width: widths.get(id) ?? 0,
        height: nodeHeight,
      }
      return [id, box] as const
    }),
  )
  return new Map(boxes)
}
