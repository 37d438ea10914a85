import type { CallResult } from '../../chain/calls/call.js'
import type { TraceObserver } from '../../chain/tracing/trace-observer.js'
import type { TraceBudget } from './trace-budget.js'

/** Watches one execution and shows what it saw. */
export interface Tracer extends TraceObserver {
  /** What debug_trace* answers, once the execution ended so. */
  finish(result: CallResult): unknown
}

/** What a tracer is made with. */
export interface TracerSite {
  /** Shared by all tracers of one request. */
  readonly budget: TraceBudget
  /** Undefined when a call is traced. */
  readonly place: TransactionPlace | undefined
}

/** Where a transaction is in the chain. */
export interface TransactionPlace {
  readonly blockHash: Uint8Array
  readonly blockNumber: bigint
  readonly transactionHash: Uint8Array
  readonly index: number
}

/** Makes the tracer that was asked for, one for each transaction. */
export type CreateTracer = (site: TracerSite) => Tracer
