import type { Log } from '@ethereumjs/evm'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { encodeReceipt } from '../../chain/blocks/receipt-encoding.js'
import type {
  ChainTransaction,
  MinedTransaction,
} from '../../chain/transactions/chain-transaction.js'

/** A transaction as it is sent over the network: with its blobs when it has some. */
export function networkEncoding(transaction: ChainTransaction): Hex {
  const { tx } = transaction
  if (transaction.sidecar !== undefined && 'serializeNetworkWrapper' in tx) {
    return bytesToHex(tx.serializeNetworkWrapper())
  }
  return bytesToHex(transaction.raw)
}

/** A receipt as the receipts root commits to it (EIP-2718). */
export function receiptEncoding({ receipt, tx }: MinedTransaction): Hex {
  const logs = receipt.logs.map(({ address, topics, data }): Log => [address, [...topics], data])
  return bytesToHex(encodeReceipt({ ...receipt, type: tx.type, logs }))
}
