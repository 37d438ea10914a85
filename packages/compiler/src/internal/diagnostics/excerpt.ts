import type { DiagnosticLocation } from '../../diagnostics.js'
import { printable, textWidth } from './text-width.js'

/** One line of source with what to underline, ready to print. */
export interface Excerpt {
  readonly text: string
  readonly underline: string
}

const maxWidth = 100
const lead = 30
const ellipsis = '…'

/** The marked part and what is around it, each with tabs and the like replaced. */
function split({ text, line, endLine, column, endColumn }: DiagnosticLocation): string[] {
  const characters = [...text]
  const from = Math.min(column - 1, characters.length)
  const to = endLine === line ? Math.min(endColumn - 1, characters.length) : characters.length
  return [
    characters.slice(0, from),
    characters.slice(from, Math.max(from, to)),
    characters.slice(Math.max(from, to)),
  ].map((part) => printable(part.join('')))
}

function keepEnd(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  const characters = [...text]
  return ellipsis + characters.slice(-(width - 1)).join('')
}

function keepStart(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  const characters = [...text]
  return characters.slice(0, Math.max(0, width - 1)).join('') + ellipsis
}

/** The first line of a range, cut to a width that fits a terminal with the range in sight. */
export function excerptOf(location: DiagnosticLocation): Excerpt {
  const [before = '', marked = '', after = ''] = split(location)
  const isShort = textWidth(before + marked + after) <= maxWidth
  const head = isShort ? before : keepEnd(before, lead)
  const middle = isShort ? marked : keepStart(marked, maxWidth - textWidth(head))
  const tail = isShort
    ? after
    : keepStart(after, Math.max(1, maxWidth - textWidth(head) - textWidth(middle)))
  const isMultiLine = location.endLine > location.line
  return {
    text: (head + middle + tail).trimEnd(),
    underline:
      ' '.repeat(textWidth(head)) +
      '^'.repeat(Math.max(1, textWidth(middle.trimEnd()))) +
      (isMultiLine ? ` to line ${location.endLine}` : ''),
  }
}
