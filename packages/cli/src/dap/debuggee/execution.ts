import type { RecordExecution } from '@scaffold-evm/devchain'

/** What a test, hook or migration had the chain run. */
export interface Execution {
  readonly record: RecordExecution
  readonly failed: boolean
  /** The stack of who asked for it. */
  readonly stack: string
}
