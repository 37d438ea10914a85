import type { Chain } from '../chain/chain.js'
import type { ChainTransaction, MinedTransaction } from '../chain/transactions/chain-transaction.js'

/** The transactions that this chain holds: mined, oldest first, then those that wait. */
export function* allTransactions(chain: Chain): Iterable<MinedTransaction | ChainTransaction> {
  const first = chain.remote === undefined ? 0n : chain.remote.forkBlockNumber + 1n
  for (let number = first; number <= chain.head.number; number++) {
    yield* chain.blockAt(number)?.transactions ?? []
    // Long runs without content need no looking at.
    number = chain.lastEmptyBlock(number) ?? number
  }
  const { pending, queued } = chain.mempool()
  for (const transactions of [...pending.values(), ...queued.values()]) yield* transactions
}
