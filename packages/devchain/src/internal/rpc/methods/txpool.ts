import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { MempoolContent } from '../../chain/chain.js'
import type { ChainTransaction } from '../../chain/transactions/chain-transaction.js'
import { type MethodTable, method, required } from '../method.js'
import { pendingTransactionToJson } from '../output/transaction.js'
import { address } from '../params/scalars.js'

type BySender = MempoolContent['pending']

function count(bySender: BySender): string {
  let total = 0
  for (const transactions of bySender.values()) total += transactions.length
  return quantityToHex(total)
}

function byNonce(
  transactions: readonly ChainTransaction[],
  show: (transaction: ChainTransaction) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    transactions.map((transaction) => [transaction.tx.nonce.toString(), show(transaction)]),
  )
}

function list(
  bySender: BySender,
  show: (transaction: ChainTransaction) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    [...bySender].map(([sender, transactions]) => [sender, byNonce(transactions, show)]),
  )
}

/** geth's one line about a transaction. */
function summary({ tx }: ChainTransaction): string {
  const to = tx.to === undefined ? 'contract creation' : bytesToHex(tx.to.bytes)
  const price = 'maxFeePerGas' in tx ? tx.maxFeePerGas : tx.gasPrice
  return `${to}: ${tx.value} wei + ${tx.gasLimit} gas × ${price} wei`
}

/** What waits in the mempool. */
export const txpool: MethodTable = {
  txpool_status: method([], ({ chain }) => {
    const { pending, queued } = chain.mempool()
    return { pending: count(pending), queued: count(queued) }
  }),
  txpool_content: method([], ({ chain }) => {
    const { pending, queued } = chain.mempool()
    return {
      pending: list(pending, pendingTransactionToJson),
      queued: list(queued, pendingTransactionToJson),
    }
  }),
  txpool_contentFrom: method([required('address', address)], ({ chain }, account) => {
    const { pending, queued } = chain.mempool()
    const sender = bytesToHex(account)
    return {
      pending: byNonce(pending.get(sender) ?? [], pendingTransactionToJson),
      queued: byNonce(queued.get(sender) ?? [], pendingTransactionToJson),
    }
  }),
  txpool_inspect: method([], ({ chain }) => {
    const { pending, queued } = chain.mempool()
    return { pending: list(pending, summary), queued: list(queued, summary) }
  }),
}
