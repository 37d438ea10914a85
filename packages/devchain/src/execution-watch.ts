import type { Hex } from '@scaffold-evm/common'
import type { RecordExecution } from './recording.js'

/** A transaction that was mined, or a call that was made. */
export interface WatchedExecution {
  /** Gas estimates are calls, and only told of when they failed. */
  readonly kind: 'transaction' | 'call'
  /** Of a transaction. */
  readonly hash: Hex | undefined
  readonly succeeded: boolean
  /** Of a transaction, as its receipt says. */
  readonly gasUsed: bigint | undefined
  /** Runs it again with everything recorded, at any later time and whatever the chain has become by then. */
  readonly record: RecordExecution
}

/** Told of executions as they happen. */
export type ExecutionListener = (execution: WatchedExecution) => void
