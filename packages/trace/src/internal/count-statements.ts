import type { CoveredStatement } from '../coverage.js'
import { type CountedCode, InnermostFinder } from './counted-code.js'
import { instructionsOf } from './instructions.js'

/**
 * A statement is a run of instructions, once for each place that the compiler put it: modifiers are repeated for each function
 * that has them. It ran as often as the instruction of the run that ran most, since parts of it may be skipped.
 */
export function countStatements(code: CountedCode): void {
  const { hits } = code.counts
  const finder = new InnermostFinder((items) => items.statements)
  let current: CoveredStatement | undefined
  let most = 0
  const finish = (): void => {
    if (current !== undefined) current.count += most
    most = 0
  }
  for (const { pc, range } of instructionsOf(code.counts.code, code.map)) {
    // What belongs to no source stands between the instructions of one statement.
    if (range.file < 0) continue
    const item = finder.find(code, range)?.item
    if (item !== current) {
      finish()
      current = item
    }
    most = Math.max(most, hits[pc] ?? 0)
  }
  finish()
}
