import type { Chain } from '../chain/chain.js'
import type { ChainTransaction, MinedTransaction } from '../chain/transactions/chain-transaction.js'
import { blocksWithTransactions } from './blocks-with-transactions.js'

/** The transactions that this chain holds: mined, oldest first, then those that wait. */
export function* allTransactions(chain: Chain): Iterable<MinedTransaction | ChainTransaction> {
  for (const block of blocksWithTransactions(chain, 0n, chain.head.number)) {
    yield* block.transactions
  }
  const { pending, queued } = chain.mempool()
  for (const transactions of [...pending.values(), ...queued.values()]) yield* transactions
}
