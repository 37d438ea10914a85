import type { Style } from '@scaffold-evm/common'
import type { SourcePlace } from '@scaffold-evm/trace'

/** Some lines of a source. */
export interface SourceExcerpt {
  readonly lines: readonly string[]
  /** The first and last line, from 1. */
  readonly first: number
  readonly last: number
  /** What is marked, if it is among them. */
  readonly place: SourcePlace | undefined
}

/** How text is laid out. */
export interface TextLayout {
  readonly style: Style
  readonly columns: number
}

const tab = '    '

/** Numbered lines; below the current one a mark of what is about to run. */
export function formatSource(excerpt: SourceExcerpt, layout: TextLayout): readonly string[] {
  const { lines, place } = excerpt
  const first = Math.max(1, excerpt.first)
  const last = Math.min(lines.length, excerpt.last)
  const numbers = String(last).length
  const shown: string[] = []
  for (let number = first; number <= last; number++) {
    const text = (lines[number - 1] ?? '').replaceAll('\t', tab)
    const isCurrent = number === place?.line
    const gutter = `${isCurrent ? '>' : ' '} ${String(number).padStart(numbers)}  `
    if (isCurrent) shown.push(...currentLine(gutter, lines[number - 1] ?? '', { place, layout }))
    else shown.push(layout.style.dim(cut(`${gutter}${text}`, layout.columns).trimEnd()))
  }
  return shown
}

/** Of a line that is too long, the part with the mark. */
function currentLine(
  gutter: string,
  raw: string,
  { place, layout }: { readonly place: SourcePlace; readonly layout: TextLayout },
): readonly string[] {
  const { style, columns } = layout
  const characters = [...raw]
  const before = characters
    .slice(0, place.column - 1)
    .join('')
    .replaceAll('\t', tab)
  const marked = characters
    .slice(place.column - 1, place.column - 1 + place.width)
    .join('')
    .replaceAll('\t', tab)
    .trimEnd()
  const room = Math.max(20, columns - gutter.length)
  const text = raw.replaceAll('\t', tab)
  const shift = before.length + Math.min(marked.length, room) > room ? before.length - 10 : 0
  const visible = shift > 0 ? `…${text.slice(shift + 1)}` : text
  const width = Math.max(1, Math.min(marked.length, room - (before.length - shift)))
  const mark = `${' '.repeat(gutter.length + before.length - shift)}${'^'.repeat(width)}`
  return [`${style.bold(cut(`${gutter}${visible}`, columns))}`, style.yellow(mark)]
}

/** A text with at most so many characters. */
export function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, columns - 1)}…`
}
