import type { CoveredStatement } from '../coverage.js'
import { type AddCounts, type CountedCode, InnermostFinder } from './counted-code.js'
import { type Counted, isInitialValue, isPlain } from './coverage-items.js'
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
  const runs = [...statementRuns(code), ...initialValues(code)]
  return ({ hits }) => {
    for (const { item, pcs } of runs) {
      let most = 0
      for (const pc of pcs) most = Math.max(most, hits[pc] ?? 0)
      item.count += most
    }
  }
}

const jumpi = 0x57
const leaving: ReadonlySet<string> = new Set(['Break', 'Continue', 'YulBreak', 'YulContinue'])

function statementRuns(code: CountedCode): readonly Run[] {
  const finder = new InnermostFinder((items) => items.statements.filter(isPlain))
  const runs: Run[] = []
  let current: Counted<CoveredStatement> | undefined
  for (const { pc, op, range } of instructionsOf(code.code, code.map)) {
    // What belongs to no source stands between the instructions of one statement.
    if (range.file < 0) continue
    const found = finder.find(code, range)
    // A jump of an `if` may be that of the statement, too: the decision knows how often.
    if (op === jumpi && found !== current && leaving.has(current?.node.nodeType ?? '')) runs.pop()
    if (found !== undefined && found !== current) runs.push({ item: found.item, pcs: [] })
    current = found
    if (found !== undefined) runs.at(-1)?.pcs.push(pc)
  }
  return runs
}

/** State variables get their values once in the code of each contract that has them; in code that runs they are read. */
function initialValues(code: CountedCode): readonly Run[] {
  if (!code.isCreation) return []
  const finder = new InnermostFinder((items) =>
    items.statements.filter(isInitialValue).flatMap(({ node: { parent: node }, item }) => {
      return node === undefined ? [] : [{ node, item }]
    }),
  )
  const runs = new Map<CoveredStatement, Run>()
  for (const { pc, range } of instructionsOf(code.code, code.map)) {
    const item = range.file < 0 ? undefined : finder.find(code, range)?.item
    if (item === undefined) continue
    const run = runs.get(item) ?? { item, pcs: [] }
    run.pcs.push(pc)
    runs.set(item, run)
  }
  return [...runs.values()]
}
