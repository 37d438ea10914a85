import type { CallResult } from '../../chain/calls/call.js'
import type { Chain } from '../../chain/chain.js'
import type { ReplayedBlock } from '../../chain/tracing/trace-observer.js'
import type {
  ChainTransaction,
  MinedTransaction,
} from '../../chain/transactions/chain-transaction.js'
import { invalidInputError } from '../rpc-error.js'
import { TraceBudget } from './trace-budget.js'
import type { Tracer, TracerSite, TransactionPlace } from './tracer.js'

/** A tracer with what came of the transaction that it watched. */
export interface Traced<T> {
  readonly place: TransactionPlace
  readonly tracer: T
  readonly result: CallResult
}

/**
 * Watches a mined transaction run again.
 *
 * @throws -32000 when there is none with this hash here
 */
export async function traceMined<T extends Tracer>(
  chain: Chain,
  hash: Uint8Array,
  create: (site: TracerSite) => T,
): Promise<Traced<T>> {
  const transaction = requireMined(chain, hash)
  const place = placeOf(transaction.block, transaction, transaction.index)
  const tracer = create({ budget: new TraceBudget(), place })
  return { place, tracer, result: await chain.tracing.transaction(hash, tracer) }
}

/** @throws -32000 when no mined transaction with this hash is here */
export function requireMined(chain: Chain, hash: Uint8Array): MinedTransaction {
  const transaction = chain.transaction(hash)
  if (transaction !== undefined && chain.isMined(transaction)) return transaction
  throw invalidInputError('transaction not found')
}

/**
 * Watches all transactions of a block run again, each with a tracer of its own.
 *
 * @throws -32000 for the genesis block
 */
export async function traceWholeBlock<T extends Tracer>(
  chain: Chain,
  block: ReplayedBlock,
  create: (site: TracerSite) => T,
): Promise<Traced<T>[]> {
  if (block.number === 0n) throw invalidInputError('genesis is not traceable')
  const budget = new TraceBudget()
  const watched = block.transactions.map((transaction, index) => {
    const place = placeOf(block, transaction, index)
    return { place, tracer: create({ budget, place }) }
  })
  const results = await chain.tracing.block(block, (_transaction, index) => watched[index]?.tracer)
  return results.flatMap((result, index) => {
    const traced = watched[index]
    return traced === undefined ? [] : [{ ...traced, result }]
  })
}

function placeOf(
  { hash, number }: ReplayedBlock,
  transaction: ChainTransaction,
  index: number,
): TransactionPlace {
  return { blockHash: hash, blockNumber: number, transactionHash: transaction.hash, index }
}
