import type { RecordExecution } from '../../../recording.js'
import type { WorldState } from '../../state/types.js'
import type { CallOptions, CallResult } from '../calls/call.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'
import type {
  ObservedCall,
  ObserverOf,
  ReplayedBlock,
  TraceCallOptions,
  TraceObserver,
} from './trace-observer.js'

/** Running again what ran, or might run, with somebody watching. Nothing of it stays. */
export interface ChainTracing {
  /**
   * Runs a mined transaction again on the state before it.
   *
   * @throws `CHAIN_TRANSACTION_NOT_FOUND`, `CHAIN_TRACE_UNAVAILABLE` before a fork point
   */
  transaction(hash: Uint8Array, observer: TraceObserver): Promise<CallResult>
  /**
   * What records a mined transaction, at any later time and whatever the chain has become by then. Undefined when
   * there is no such transaction here, or not the block before its.
   */
  recorderOfTransaction(hash: Uint8Array): RecordExecution | undefined
  /**
   * The same, of a forked chain too, whose node has to have the state of before.
   *
   * @throws `CHAIN_FORK_UNREACHABLE`, `CHAIN_FORK_RPC_ERROR`
   */
  findRecorder(hash: Uint8Array): Promise<RecordExecution | undefined>
  /** What records a call on the state as it is now, at any later time. */
  recorderOfCall(request: TransactionRequest, options?: CallOptions): RecordExecution
  /**
   * Runs all transactions of a block again, once, and gives the results of those that are watched. The
   * block need not be of this chain, as long as the one before it is.
   *
   * @throws `CHAIN_TRACE_UNAVAILABLE` before a fork point
   */
  block(block: ReplayedBlock, observerOf: ObserverOf): Promise<readonly CallResult[]>
  /** Runs a call as `Chain.call` does. */
  call(
    request: TransactionRequest,
    observer: TraceObserver,
    options?: TraceCallOptions,
  ): Promise<CallResult>
  /** Runs calls, each on what those before it did. */
  calls(calls: readonly ObservedCall[], options?: TraceCallOptions): Promise<readonly CallResult[]>
  /**
   * Reads a block that was encoded (RLP), whether or not it is of this chain, so that it can be traced.
   *
   * @throws `CHAIN_BLOCK_UNREADABLE`, and `CHAIN_TRACE_UNAVAILABLE` unless the block before it is here
   */
  decodeBlock(encoded: Uint8Array): Promise<ReplayedBlock>
  /**
   * Reads the state in which a transaction of a block ran; an index beyond them reads the state after the
   * last of them.
   *
   * @throws `CHAIN_TRACE_UNAVAILABLE` before a fork point
   */
  stateBefore<T>(
    block: ReplayedBlock,
    transactionIndex: number,
    read: (state: WorldState) => Promise<T>,
  ): Promise<T>
}
