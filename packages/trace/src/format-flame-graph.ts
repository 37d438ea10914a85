import type { GasNode, GasNodeKind, GasProfile } from './gas-profile.js'

/** What is narrower than this part of all is left out: nobody could see it. */
const leastPart = 1 / 4_000
const rowHeight = 18

interface Box {
  readonly node: GasNode
  readonly depth: number
  /** Where it begins, in gas. */
  readonly start: number
  /** Names from the outermost in. */
  readonly path: string
}

const colors: Readonly<Record<GasNodeKind, string>> = {
  all: '#d9d9d9',
  contract: '#7fb3d5',
  function: '#f0b27a',
  precompile: '#bb8fce',
  cost: '#c8c8c8',
}

/** A flame graph as an image: the outermost is at the top, widths are gas, and each box says what it is when it is pointed at. */
export function formatFlameSvg({ root }: GasProfile, title: string): string {
  const boxes = boxesOf(root)
  const height = (Math.max(...boxes.map(({ depth }) => depth)) + 2) * rowHeight + 8
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="${height}" font-family="monospace" font-size="11">`,
    `<text x="4" y="14">${escapeText(title)}</text>`,
    ...boxes.map((box) => formatBox(box, root.total)),
    '</svg>',
    '',
  ].join('\n')
}

/** The same as a page without anything from elsewhere: a click widens a box to all of the page, and names can be searched. */
export function formatFlameGraph(profile: GasProfile, title: string): string {
  const svg = formatFlameSvg(profile, title).replace('width="1200"', 'width="100%"')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeText(title)}</title>
<style>
body { margin: 8px; font: 13px sans-serif; color: #222; background: #fff }
svg svg { cursor: pointer }
svg svg:hover rect { stroke: #000 }
.found rect { fill: #ee6cc0 }
label { display: block; margin-bottom: 6px }
</style>
<label>search <input id="search" size="30"> <span id="share"></span></label>
${svg}<script>
${script}</script>
</html>
`
}

function boxesOf(root: GasNode): Box[] {
  const boxes: Box[] = []
  const visit = (box: Box): void => {
    if (box.node.total < root.total * leastPart) return
    boxes.push(box)
    let { start } = box
    for (const node of box.node.children) {
      visit({ node, depth: box.depth + 1, start, path: `${box.path} › ${node.name}` })
      start += node.total
    }
  }
  visit({ node: root, depth: 0, start: 0, path: root.name })
  return boxes
}

function formatBox({ node, depth, start, path }: Box, all: number): string {
  const percent = (gas: number): string => `${((gas / Math.max(all, 1)) * 100).toFixed(4)}%`
  const { name, kind, total, self, place } = node
  const at = place === undefined ? '' : `\n${place.sourceName}:${place.line}`
  const told = `${path}${at}\n${total.toLocaleString('en')} gas, ${((total / Math.max(all, 1)) * 100).toFixed(1)} %; itself ${self.toLocaleString('en')}`
  return (
    `<svg x="${percent(start)}" y="${(depth + 1) * rowHeight + 4}" width="${percent(total)}" height="${rowHeight - 1}" ` +
    `data-s="${start}" data-t="${total}" data-d="${depth}"><title>${escapeText(told)}</title>` +
    `<rect width="100%" height="100%" fill="${colors[kind]}" rx="1"/>` +
    `<text x="3" y="12">${escapeText(name)}</text></svg>`
  )
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const script = `const boxes = [...document.querySelectorAll('svg svg')]
const of = (box) => ({ start: +box.dataset.s, total: +box.dataset.t, depth: +box.dataset.d })
function zoom(to) {
  for (const box of boxes) {
    const { start, total, depth } = of(box)
    const isAbove = depth < to.depth && start <= to.start && start + total >= to.start + to.total
    const isIn = depth >= to.depth && start >= to.start && start + total <= to.start + to.total
    box.style.display = isAbove || isIn ? '' : 'none'
    box.setAttribute('x', isAbove ? '0%' : ((start - to.start) / to.total) * 100 + '%')
    box.setAttribute('width', isAbove ? '100%' : (total / to.total) * 100 + '%')
  }
}
for (const box of boxes) box.addEventListener('click', () => zoom(of(box)))
document.getElementById('search').addEventListener('input', ({ target }) => {
  const wanted = target.value.toLowerCase()
  let gas = 0
  let end = -1
  for (const box of boxes) {
    const isFound = wanted !== '' && box.lastElementChild.textContent.toLowerCase().includes(wanted)
    box.classList.toggle('found', isFound)
    const { start, total } = of(box)
    if (isFound && start >= end) {
      gas += total
      end = start + total
    }
  }
  const all = of(boxes[0]).total
  document.getElementById('share').textContent =
    wanted === '' ? '' : gas.toLocaleString('en') + ' gas, ' + ((gas / all) * 100).toFixed(1) + ' %'
})
`
