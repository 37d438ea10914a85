import { type Hex, quantityToHex } from '@scaffold-evm/common'
import type { ChainBlock } from '../../chain/blocks/chain-block.js'
import type { Chain } from '../../chain/chain.js'
import { blockToJson } from '../output/block.js'
import { receiptToJson } from '../output/receipt.js'
import { minedTransactionToJson } from '../output/transaction.js'

/** A block without its transactions, with what it issued and what was paid for it. */
export function blockDetails(chain: Chain, block: ChainBlock): unknown {
  const { transactions: _hashes, ...fields } = blockToJson(block, 'hashes')
  const feesWei = block.transactions.reduce(
    (sum, { receipt }) => sum + receipt.gasUsed * receipt.effectiveGasPrice,
    0n,
  )
  return {
    block: {
      ...fields,
      totalDifficulty: quantityToHex(block.totalDifficulty),
      transactionCount: block.transactions.length,
    },
    issuance: issuance(chain, block),
    totalFees: quantityToHex(feesWei),
  }
}

/** What proof of work was rewarded with, wei; nothing since the merge. */
function issuance(chain: Chain, { header, block }: ChainBlock): Readonly<Record<string, Hex>> {
  const rules = chain.schedule.rulesOf(header)
  const rewardWei = header.difficulty > 0n ? rules.param('minerReward') : 0n
  const uncles = rewardWei === 0n ? [] : block.uncleHeaders
  const blockRewardWei = rewardWei + (rewardWei / 32n) * BigInt(uncles.length)
  const uncleRewardWei = uncles.reduce(
    (sum, uncle) => sum + ((uncle.number + 8n - header.number) * rewardWei) / 8n,
    0n,
  )
  return {
    blockReward: quantityToHex(blockRewardWei),
    uncleReward: quantityToHex(uncleRewardWei),
    issuance: quantityToHex(blockRewardWei + uncleRewardWei),
  }
}

/** A part of the transactions of a block. */
export interface BlockPage {
  /** 0 is that of the last transactions. */
  readonly pageNumber: number
  readonly pageSize: number
}

/** The length of a function's selector in hex, with 0x. */
const selectorDigits = 10

/**
 * A block with a page of its transactions, counted from the end as by Erigon. Of call data there are only
 * selectors, of receipts no logs: lists do not show them.
 */
export function blockTransactions(block: ChainBlock, { pageNumber, pageSize }: BlockPage): unknown {
  const { transactions } = block
  const end = Math.max(0, transactions.length - pageNumber * pageSize)
  const page = transactions.slice(Math.max(0, end - pageSize), end)
  return {
    fullblock: {
      ...blockToJson(block, 'hashes'),
      totalDifficulty: quantityToHex(block.totalDifficulty),
      transactionCount: transactions.length,
      transactions: page.map((transaction) => {
        const json = minedTransactionToJson(transaction)
        return { ...json, input: String(json['input']).slice(0, selectorDigits) }
      }),
    },
    receipts: page.map((transaction) => ({
      ...receiptToJson(transaction),
      logs: null,
      logsBloom: null,
      timestamp: quantityToHex(block.timestampSec),
    })),
  }
}
