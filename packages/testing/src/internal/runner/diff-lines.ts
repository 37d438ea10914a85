/** One line of a comparison. */
export interface DiffLine {
  readonly kind: 'same' | 'expected' | 'actual'
  readonly text: string
}

/** Compares two texts line by line: as few lines as possible are said to differ. */
export function diffLines(expected: string, actual: string): DiffLine[] {
  const left = expected.split('\n')
  const right = actual.split('\n')
  const lengths = commonLengths(left, right)
  const lines: DiffLine[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const a = left[i]
    const b = right[j]
    if (a !== undefined && a === b) {
      lines.push({ kind: 'same', text: a })
      i += 1
      j += 1
    } else if (
      a !== undefined &&
      (b === undefined || at(lengths, i + 1, j) >= at(lengths, i, j + 1))
    ) {
      lines.push({ kind: 'expected', text: a })
      i += 1
    } else {
      lines.push({ kind: 'actual', text: b ?? '' })
      j += 1
    }
  }
  return lines
}

/** Lengths of the longest common subsequences of all tails. */
function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const lengths = Array.from({ length: left.length + 1 }, () =>
    new Array<number>(right.length + 1).fill(0),
  )
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = lengths[i]
      if (row === undefined) continue
      row[j] =
        left[i] === right[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
    }
  }
  return lengths
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0
}
