import type { TraceEntry } from './call-tree.js'

/**
 * How much of what transactions did is shown, as `-v` to `-vvvvv` ask for it: 1 the transactions themselves, 2 with their
 * events and what they printed, 3 with the calls in them, 4 with storage, 5 with functions that are called within a contract.
 */
export type Verbosity = 1 | 2 | 3 | 4 | 5

const firstAt: readonly (readonly [Verbosity, readonly TraceEntry['entry'][]])[] = [
  [2, ['event', 'console']],
  [3, ['call']],
  [4, ['storage']],
  [5, ['internal']],
]

/** What a call tree shows at that verbosity. */
export function traceEntriesAt(verbosity: Verbosity): ReadonlySet<TraceEntry['entry']> {
  return new Set(firstAt.flatMap(([least, entries]) => (verbosity >= least ? entries : [])))
}
