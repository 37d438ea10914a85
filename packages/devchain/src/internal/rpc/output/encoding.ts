import { type NestedUint8Array, RLP } from '@ethereumjs/rlp'
import { bigintToBytes, bytesToHex, type Hex } from '@scaffold-evm/common'
import type { ChainTransaction, MinedTransaction } from '../../chain/types.js'

/** A transaction as it is sent over the network: with its blobs when it has some. */
export function networkEncoding(transaction: ChainTransaction): Hex {
  const { tx } = transaction
  if (transaction.sidecar !== undefined && 'serializeNetworkWrapper' in tx) {
    return bytesToHex(tx.serializeNetworkWrapper())
  }
  return bytesToHex(transaction.raw)
}

/** A receipt as the receipts root commits to it (EIP-2718). */
export function encodeReceipt({ receipt, tx }: MinedTransaction): Uint8Array {
  const logs = receipt.logs.map((log): NestedUint8Array => [log.address, [...log.topics], log.data])
  const body = RLP.encode([
    receipt.stateRoot ?? (receipt.succeeded ? Uint8Array.of(1) : new Uint8Array(0)),
    bigintToBytes(receipt.cumulativeGasUsed),
    receipt.logsBloom,
    logs,
  ])
  return tx.type === 0 ? body : Buffer.concat([Uint8Array.of(tx.type), body])
}
