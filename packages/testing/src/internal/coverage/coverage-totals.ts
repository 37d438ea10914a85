import type { FileCoverage } from '@scaffold-evm/trace'

/** How many there are, and how many of them ran. */
export interface Ratio {
  readonly total: number
  readonly covered: number
}

/** The measures of coverage. */
export interface CoverageTotals {
  readonly statements: Ratio
  readonly branches: Ratio
  readonly functions: Ratio
  readonly lines: Ratio
}

/** By line of a source: the most that a statement that begins on it ran. */
export function lineCounts({ statements }: FileCoverage): ReadonlyMap<number, number> {
  const lines = new Map<number, number>()
  for (const { span, count } of statements) {
    const { line } = span.start
    lines.set(line, Math.max(lines.get(line) ?? 0, count))
  }
  return lines
}

export function totalsOf(files: readonly FileCoverage[]): CoverageTotals {
  return {
    statements: ratio(files.flatMap(({ statements }) => statements.map(({ count }) => count))),
    branches: ratio(
      files.flatMap(({ branches }) =>
        branches.flatMap(({ ways }) => ways.map(({ count }) => count)),
      ),
    ),
    functions: ratio(files.flatMap(({ functions }) => functions.map(({ count }) => count))),
    lines: ratio(files.flatMap((file) => [...lineCounts(file).values()])),
  }
}

function ratio(counts: readonly number[]): Ratio {
  return { total: counts.length, covered: counts.filter((count) => count > 0).length }
}

/** 100 when there is nothing to cover. */
export function percentOf({ total, covered }: Ratio): number {
  return total === 0 ? 100 : (covered / total) * 100
}
