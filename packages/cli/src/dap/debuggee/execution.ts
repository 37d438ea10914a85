import type { RecordExecution } from '@scaffold-evm/devchain'

/** What a test, hook or migration had the chain run. */
export interface Execution {
  readonly record: RecordExecution
  readonly failed: boolean
  /** What it was answered with. */
  readonly error?: unknown
  /** The stack of who asked for it. */
  readonly stack: string
}
