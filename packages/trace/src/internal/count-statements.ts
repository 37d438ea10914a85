import type { CoveredStatement } from '../coverage.js'
import { type AddCounts, type CountedCode, InnermostFinder } from './counted-code.js'
import { isPlain } from './coverage-items.js'
import { instructionsOf } from './instructions.js'

interface Run {
  readonly item: CoveredStatement
  readonly pcs: number[]
}

/**
 * A statement is a run of instructions, once for each place that the compiler put it: modifiers are repeated for each function
 * that has them. It ran as often as the instruction of the run that ran most, since parts of it may be skipped.
 */
export function planStatements(code: CountedCode): AddCounts {
  const runs = statementRuns(code)
  return ({ hits }) => {
    for (const { item, pcs } of runs) {
      let most = 0
      for (const pc of pcs) most = Math.max(most, hits[pc] ?? 0)
      item.count += most
    }
  }
}

function statementRuns(code: CountedCode): readonly Run[] {
  const finder = new InnermostFinder((items) => items.statements.filter(isPlain))
  const runs: Run[] = []
  let current: CoveredStatement | undefined
  for (const { pc, range } of instructionsOf(code.code, code.map)) {
    // What belongs to no source stands between the instructions of one statement.
    if (range.file < 0) continue
    const item = finder.find(code, range)?.item
    if (item !== undefined && item !== current) runs.push({ item, pcs: [] })
    current = item
    if (item !== undefined) runs.at(-1)?.pcs.push(pc)
  }
  return runs
}
