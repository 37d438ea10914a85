import type { WorldState } from '../../state/types.js'
import type { ChainBlock } from '../blocks/chain-block.js'
import type { CallOptions } from '../calls/call.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'
import type { TraceHandler } from './trace-handler.js'

/** The transaction or call that is about to run. */
export interface TraceSubject {
  readonly sender: Uint8Array
  /** Whom it calls, or the contract that it will create. */
  readonly to: Uint8Array
  /** Gas, with what it costs before it runs. */
  readonly gasLimit: bigint
  /** Who gets the tips of its block. */
  readonly coinbase: Uint8Array
  /** The accounts whose EIP-7702 authorizations it carries. */
  readonly authorities: readonly Uint8Array[]
  readonly rules: Rules
  isPrecompile(address: Uint8Array): boolean
}

/** Who watches one transaction or call run. */
export interface TraceObserver {
  readonly handler: TraceHandler
  /** Told before the transaction runs. */
  begin?(subject: TraceSubject): void
  /** For what the handler cannot know: what there was before the transaction, and what there is after it. */
  readonly states?: StateInspector | undefined
}

/**
 * Reads the states around a transaction once it ran, so that it is known which accounts matter. To show
 * the earlier one the transaction is taken back, so it is asked last.
 */
export interface StateInspector {
  after(state: WorldState): Promise<void>
  before(state: WorldState): Promise<void>
}

/** Gives who watches a transaction of a block; undefined lets it pass unwatched. */
export type ObserverOf = (transaction: ChainTransaction, index: number) => TraceObserver | undefined

/** A block to run again: its header and what it consists of. */
export interface ReplayedBlock extends Pick<ChainBlock, 'header' | 'number' | 'hash'> {
  readonly transactions: readonly ChainTransaction[]
}

/** A call, and who watches it. */
export interface ObservedCall {
  readonly request: TransactionRequest
  readonly observer: TraceObserver
}

/** How calls are traced. */
export interface TraceCallOptions extends CallOptions {
  /** Run after so many transactions of the block, instead of after all of it. */
  readonly transactionIndex?: number | undefined
}
