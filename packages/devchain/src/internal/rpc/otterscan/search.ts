import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { ChainBlock } from '../../chain/blocks/chain-block.js'
import type { Chain } from '../../chain/chain.js'
import type { MinedTransaction } from '../../chain/transactions/chain-transaction.js'
import { blocksWithTransactions } from '../blocks-with-transactions.js'
import { receiptToJson } from '../output/receipt.js'
import { minedTransactionToJson } from '../output/transaction.js'
import { participantsOf } from './participants.js'

/** Which transactions are searched for. */
export interface AddressSearch {
  readonly address: Uint8Array
  /** The block that the last page ended at; 0 begins at the end of the chain that the search begins at. */
  readonly blockNumber: bigint
  /** As soon as there are so many transactions no further block is looked at. */
  readonly pageSize: number
}

/** The transactions of an address in the blocks before one, nearest first. */
export async function searchBefore(chain: Chain, search: AddressSearch): Promise<unknown> {
  const { blockNumber } = search
  const isNewest = blockNumber === 0n || blockNumber > chain.head.number
  const to = isNewest ? chain.head.number : blockNumber - 1n
  const found = await find(chain, search, blocksWithTransactions(chain, 0n, to).reverse())
  return pageToJson(found.transactions, { firstPage: isNewest, lastPage: found.isComplete })
}

/** The transactions of an address in the blocks after one, nearest last: pages begin with the newest. */
export async function searchAfter(chain: Chain, search: AddressSearch): Promise<unknown> {
  const { blockNumber } = search
  const from = blockNumber === 0n ? 0n : blockNumber + 1n
  const found = await find(chain, search, blocksWithTransactions(chain, from, chain.head.number))
  return pageToJson(found.transactions, {
    firstPage: found.isComplete,
    lastPage: blockNumber === 0n,
  })
}

interface Found {
  readonly transactions: readonly MinedTransaction[]
  /** Whether no block was left out. */
  readonly isComplete: boolean
}

async function find(
  chain: Chain,
  { address, pageSize }: AddressSearch,
  blocks: readonly ChainBlock[],
): Promise<Found> {
  const wanted = bytesToHex(address)
  const transactions: MinedTransaction[] = []
  for (const [index, block] of blocks.entries()) {
    const participants = await participantsOf(chain, block)
    transactions.push(...block.transactions.filter((_, at) => participants[at]?.has(wanted)))
    if (transactions.length >= pageSize) {
      return { transactions, isComplete: index === blocks.length - 1 }
    }
  }
  return { transactions, isComplete: true }
}

interface PageEnds {
  /** Whether nothing is newer. */
  readonly firstPage: boolean
  /** Whether nothing is older. */
  readonly lastPage: boolean
}

function pageToJson(transactions: readonly MinedTransaction[], ends: PageEnds): unknown {
  const newestFirst = [...transactions].sort(
    (a, b) => Number(b.block.number - a.block.number) || b.index - a.index,
  )
  return {
    txs: newestFirst.map(minedTransactionToJson),
    receipts: newestFirst.map((transaction) => ({
      ...receiptToJson(transaction),
      timestamp: quantityToHex(transaction.block.timestampSec),
    })),
    ...ends,
  }
}
