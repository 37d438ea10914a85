/** A cell of a grid; it may reach over several columns. */
export interface GridCell {
  readonly text: string
  /** Columns that it takes. @default 1 */
  readonly span?: number
  /** @default 'left' */
  readonly align?: 'left' | 'center' | 'right'
}

/** A row. What it does not fill is empty. */
export type GridRow = readonly GridCell[]

interface PlacedCell extends Required<GridCell> {
  readonly column: number
}

/** Rows between lines of dots, as cli-table draws them for gas reports. */
export function renderGrid(rows: readonly GridRow[], columnCount: number): string {
  const placed = rows.map((row) => placeCells(row, columnCount))
  const widths = columnWidths(placed, columnCount)
  const lines = placed.flatMap((cells, index) => [
    border(widths, [placed[index - 1], cells], index === 0 ? '-' : '·'),
    contentLine(cells, widths),
  ])
  return [...lines, border(widths, [placed.at(-1)], '-')].join('\n')
}

function placeCells(row: GridRow, columnCount: number): PlacedCell[] {
  const cells: PlacedCell[] = []
  let column = 0
  for (const { text, span = 1, align = 'left' } of row) {
    cells.push({ text, span, align, column })
    column += span
  }
  for (; column < columnCount; column += 1) cells.push({ text: '', span: 1, align: 'left', column })
  return cells
}

/** Single cells decide; wider ones widen their columns evenly where they do not fit. */
function columnWidths(rows: readonly (readonly PlacedCell[])[], columnCount: number): number[] {
  const widths = new Array<number>(columnCount).fill(0)
  const cells = rows.flat()
  for (const cell of cells.filter(({ span }) => span === 1)) {
    widths[cell.column] = Math.max(widths[cell.column] ?? 0, neededWidth(cell))
  }
  for (const cell of cells.filter(({ span }) => span > 1).reverse()) {
    let missing = neededWidth(cell) - widthOf(cell, widths)
    for (let left = cell.span; left > 0 && missing > 0; left -= 1) {
      const extra = Math.round(missing / left)
      const column = cell.column + cell.span - left
      widths[column] = (widths[column] ?? 0) + extra
      missing -= extra
    }
  }
  return widths
}

function neededWidth({ text }: PlacedCell): number {
  return visibleLength(text) + 4
}

function widthOf({ column, span }: PlacedCell, widths: readonly number[]): number {
  return widths.slice(column, column + span).reduce((sum, width) => sum + width, span - 1)
}

function contentLine(cells: readonly PlacedCell[], widths: readonly number[]): string {
  const texts = cells.map((cell) => `  ${align(cell, widthOf(cell, widths) - 4)}  `)
  return `|${texts.join('·')}│`
}

function align({ text, align: side }: PlacedCell, width: number): string {
  const free = Math.max(0, width - visibleLength(text))
  const before = side === 'left' ? 0 : side === 'right' ? free : Math.floor(free / 2)
  return ' '.repeat(before) + text + ' '.repeat(free - before)
}

/** A bar where a cell above or below ends. */
function border(
  widths: readonly number[],
  neighbours: readonly (readonly PlacedCell[] | undefined)[],
  fill: string,
): string {
  const starts = new Set(neighbours.flatMap((cells) => cells?.map(({ column }) => column) ?? []))
  const parts = widths.map((width, column) => {
    const edge = column === 0 ? '·' : starts.has(column) ? '|' : fill
    return edge + fill.repeat(width)
  })
  return `${parts.join('')}·`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a colour sequence begins with
const colorSequence = /\x1b\[[0-9;]*m/g

function visibleLength(text: string): number {
  return text.replace(colorSequence, '').length
}
