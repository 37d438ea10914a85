/** How one column of a table is laid out. */
export interface Column {
  readonly title: string
  /** @default 'left' */
  readonly align?: 'left' | 'right'
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a colour sequence begins with
const colorSequence = /\x1b\[[0-9;]*m/g

function visibleLength(text: string): number {
  return text.replace(colorSequence, '').length
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const fill = ' '.repeat(Math.max(0, width - visibleLength(text)))
  return align === 'right' ? fill + text : text + fill
}

/** Rows under their titles, columns two spaces apart, ready to print. Colours in cells do not count as width. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns.map((column) => column.title), ...rows]
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((line) => visibleLength(line[index] ?? ''))),
  )
  return lines
    .map((line) =>
      columns
        .map((column, index) => pad(line[index] ?? '', widths[index] ?? 0, column.align ?? 'left'))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
