/** A place in the one source of a map: lines and columns from 1, as stacks have them. */
export interface SourcePosition {
  readonly line: number
  readonly column: number
}

interface Segment {
  readonly generatedColumn: number
  readonly line: number
  readonly column: number
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Looks up where the code made from one source came from. Decodes the map when it is first asked. */
export class SourceMap {
  readonly #mappings: string
  #lines: readonly (readonly Segment[])[] | undefined

  constructor(mappings: string) {
    this.#mappings = mappings
  }

  /** The origin of a generated position (from 1), or undefined when the map does not know it. */
  originalPosition(line: number, column: number): SourcePosition | undefined {
    this.#lines ??= decodeMappings(this.#mappings)
    const segments = this.#lines[line - 1] ?? []
    const segment = segments.findLast(({ generatedColumn }) => generatedColumn <= column - 1)
    if (segment === undefined) return undefined
    return { line: segment.line + 1, column: segment.column + 1 }
  }
}

function decodeMappings(mappings: string): Segment[][] {
  let line = 0
  let column = 0
  return mappings.split(';').map((group) => {
    let generatedColumn = 0
    const segments: Segment[] = []
    for (const text of group === '' ? [] : group.split(',')) {
      const [columnDelta = 0, sourceDelta, lineDelta = 0, originalDelta = 0] = decodeVlq(text)
      generatedColumn += columnDelta
      if (sourceDelta === undefined) continue
      line += lineDelta
      column += originalDelta
      segments.push({ generatedColumn, line, column })
    }
    return segments
  })
}

/** Base64 variable-length quantities: five bits a digit, the lowest bit of a number is its sign. */
function decodeVlq(text: string): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 0
  for (const character of text) {
    const digit = digits.indexOf(character)
    value += (digit & 31) << shift
    shift += 5
    if ((digit & 32) !== 0) continue
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1)
    value = 0
    shift = 0
  }
  return numbers
}
