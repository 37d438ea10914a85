import type { Style } from './style.js'

const before = 2
const after = 1
const maxWidth = 100

/** The lines around a place of a text with a mark under it. Lines and columns count from 1, `width` is in characters; undefined when there is no such line. */
export function formatCodeFrame(
  lines: readonly string[],
  {
    line,
    column,
    width: marked,
  }: { readonly line: number; readonly column: number; readonly width: number },
): string | undefined {
  if (lines[line - 1] === undefined) return undefined
  const first = Math.max(1, line - before)
  const shown = lines.slice(first - 1, line + after)
  const width = String(line + after).length
  return shown
    .flatMap((text, index) => {
      const number = first + index
      const label = String(number).padStart(width)
      const row = `${number === line ? '>' : ' '} ${label} │ ${text.slice(0, maxWidth)}`.trimEnd()
      if (number !== line || column > maxWidth) return [row]
      const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ')
      const marks = Math.max(1, Math.min(marked, text.length - column + 1, maxWidth - column + 1))
      return [row, `  ${' '.repeat(width)} │ ${indent}${'^'.repeat(marks)}`]
    })
    .join('\n')
}

/** Paints what {@link formatCodeFrame} gave. */
export function paintCodeFrame(frame: string, style: Style): string[] {
  return frame.split('\n').map((line) => {
    if (line.startsWith('>')) return style.bold(line)
    return /^\s*│\s*\^+$/.test(line) ? style.red(line) : style.dim(line)
  })
}
