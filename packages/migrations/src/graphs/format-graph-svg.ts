import { toLayers } from '../internal/graph/layers.js'
import { orderLayers } from '../internal/graph/order.js'
import { type Box, placeSlots } from '../internal/graph/positions.js'
import type { DeploymentGraph, GraphEdgeKind, GraphNode } from './deployment-graph.js'

const margin = 24
const legendHeight = 40

/** Readable on white and on black, as the reader's own colours are; without variables, which not every viewer knows. */
const style = `
  .paper { fill: #ffffff }
  text { fill: #1f2328; font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
  .name { font-weight: 600; text-anchor: middle }
  .detail { font-size: 10.5px; opacity: .75; text-anchor: middle }
  .box { fill: #f6f8fa; stroke: #6e7781; stroke-width: 1.2 }
  .box.call { fill: #ffffff }
  .edge { fill: none; stroke: #6e7781; stroke-width: 1.2 }
  .tip { fill: #6e7781 }
  @media (prefers-color-scheme: dark) {
    .paper, .box.call { fill: #0d1117 }
    text { fill: #e6edf3 }
    .box { fill: #161b22; stroke: #8b949e }
    .edge { stroke: #8b949e }
    .tip { fill: #8b949e }
  }
  .box.library, .box.implementation, .edge.library, .edge.implements { stroke-dasharray: 4 3 }
  .box.proxy, .box.beacon { stroke-width: 3 }
  .edge.target { stroke-dasharray: 1 3; stroke-linecap: round; stroke-width: 1.6 }
  .edge.creates { stroke-width: 2.4 }
  [class*=mark-]:not(.mark-same) { stroke-width: 2.4 }
  .box.mark-create { stroke: #2da44e }
  .box.mark-upgrade { stroke: #bf8700 }
  .box.mark-replace { stroke: #cf222e }
  .box.mark-call { stroke: #2f81f7 }
  .box.mark-drift { stroke: #a371f7 }
`

const legend: readonly (readonly [GraphEdgeKind, string])[] = [
  ['argument', 'in the arguments'],
  ['library', 'linked, behind'],
  ['target', 'called'],
  ['creates', 'creates'],
]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (it) => entities[it] ?? it)
}

function cornerOf(kind: GraphNode['kind'], height: number): number {
  if (kind === 'library') return height / 2
  return kind === 'call' ? 14 : 4
}

function drawBox({ kind, mark }: GraphNode, { x, y, width, height }: Box): string {
  const [left, top] = [x - width / 2, y - height / 2]
  const classes = ['box', kind, ...(mark === undefined ? [] : [`mark-${mark}`])].join(' ')
  const size = `width="${width}" height="${height}" rx="${cornerOf(kind, height)}"`
  return `<rect class="${classes}" x="${left}" y="${top}" ${size}/>`
}

function drawText(kind: 'name' | 'detail', text: string, { x, y }: Pick<Box, 'x' | 'y'>): string {
  return text === '' ? '' : `<text class="${kind}" x="${x}" y="${y}">${escapeXml(text)}</text>`
}

function drawNode(node: GraphNode, box: Box): string {
  const { kind, name, detail, file, mark } = node
  const told = `${kind} ${name}, ${file}${mark === undefined ? '' : `: ${mark}`}`
  const { x, y } = box
  return [
    `<g><title>${escapeXml(told)}</title>`,
    drawBox(node, box),
    drawText('name', name, { x, y: detail === '' ? y + 4 : y - 3 }),
    drawText('detail', detail, { x, y: y + 13 }),
    '</g>',
  ].join('')
}

/** From below the first box to above the last, through the gaps between. */
function drawEdge(kind: GraphEdgeKind, boxes: readonly Box[]): string {
  const [first, ...rest] = boxes
  if (first === undefined) return ''
  let from = { x: first.x, y: first.y + first.height / 2 }
  let path = `M${from.x} ${from.y}`
  for (const [at, box] of rest.entries()) {
    const isLast = at === rest.length - 1
    const top = box.y - box.height / 2 - (isLast ? 6 : 0)
    const middle = (from.y + top) / 2
    path += `C${from.x} ${middle} ${box.x} ${middle} ${box.x} ${top}`
    from = { x: box.x, y: box.y + box.height / 2 }
    if (!isLast) path += `V${from.y}`
  }
  return `<path class="edge ${kind}" marker-end="url(#tip)" d="${path}"/>`
}

function drawLegend(y: number): string {
  const drawn = legend.map(([kind, text], at) => {
    const x = margin + at * 150
    const line = `<path class="edge ${kind}" d="M${x} ${y}H${x + 28}"/>`
    return `${line}<text x="${x + 36}" y="${y + 4}">${text}</text>`
  })
  return drawn.join('')
}

const tip =
  '<marker id="tip" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker>'

/**
 * A graph as a drawing, each node below what it depends on. The same graph gives the same text, which ends with
 * a line break.
 */
export function formatGraphSvg(graph: DeploymentGraph): string {
  const { nodes, edges } = graph
  const layers = toLayers(graph)
  const boxes = placeSlots(orderLayers(layers), nodes, layers.segments)
  const all = [...boxes.values()]
  const width = Math.max(620, ...all.map((box) => box.x + box.width / 2)) + 2 * margin
  const bottom = Math.max(0, ...all.map((box) => box.y + box.height / 2))
  const height = bottom + 2 * margin + legendHeight
  const drawnEdges = layers.routes.map((route, at) =>
    drawEdge(
      edges[at]?.kind ?? 'argument',
      route.flatMap((id) => boxes.get(id) ?? []),
    ),
  )
  const drawnNodes = nodes.map((node) => {
    const box = boxes.get(node.id)
    return box === undefined ? '' : drawNode(node, box)
  })
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${escapeXml(`Deployment to ${graph.network}`)}</title>`,
    `<style>${style}</style>`,
    `<defs>${tip}</defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<g transform="translate(${margin} ${margin})">`,
    ...drawnEdges,
    ...drawnNodes,
    '</g>',
    drawLegend(height - margin),
    '</svg>',
    '',
  ].join('\n')
}
