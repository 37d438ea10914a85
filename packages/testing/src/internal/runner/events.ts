import type { CallNote } from '@scaffold-evm/project'
import type { TestResult } from '../../test-report.js'

/** What happens in a run, as data: it is the same whether the tests run here or in another process. */
export type RunEvent =
  | { readonly kind: 'suite-start'; readonly title: string; readonly depth: number }
  | { readonly kind: 'suite-end'; readonly title: string; readonly depth: number }
  | { readonly kind: 'result'; readonly result: TestResult }
  /** What transactions and calls did for the test of the last result. */
  | { readonly kind: 'calls'; readonly note: CallNote }
  /** The run was interrupted in the middle of this test or hook. */
  | { readonly kind: 'given-up'; readonly path: readonly string[] }

/** How tests are chosen and run. */
export interface TestSelection {
  readonly timeoutMs: number
  /** From here on a passing test is called slow. */
  readonly slowMs: number
  readonly retries: number
  readonly bail: boolean
  readonly grep: RegExp | undefined
  /** Whether `grep` says which tests not to run. */
  readonly invert: boolean
}
