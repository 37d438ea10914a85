import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { MinedTransaction } from '../../chain/transactions/chain-transaction.js'
import { type LogJson, logToJson } from './log.js'

/** A receipt as JSON-RPC shows it. */
export interface ReceiptJson {
  readonly type: Hex
  readonly transactionHash: Hex
  readonly transactionIndex: Hex
  readonly blockHash: Hex
  readonly blockNumber: Hex
  readonly from: Hex
  readonly to: Hex | null
  readonly contractAddress: Hex | null
  /** Since Byzantium. */
  readonly status?: Hex
  /** Before Byzantium: the state after the transaction. */
  readonly root?: Hex
  readonly gasUsed: Hex
  readonly cumulativeGasUsed: Hex
  readonly effectiveGasPrice: Hex
  readonly logs: readonly LogJson[]
  readonly logsBloom: Hex
  readonly blobGasUsed?: Hex
  readonly blobGasPrice?: Hex
}

const emptyBloom: Hex = `0x${'00'.repeat(256)}`

/** The receipt of a mined transaction. */
export function receiptToJson(transaction: MinedTransaction): ReceiptJson {
  const { receipt, block, tx } = transaction
  const { blobGasUsed, blobGasPrice, contractAddress } = receipt
  return {
    type: quantityToHex(tx.type),
    transactionHash: bytesToHex(transaction.hash),
    transactionIndex: quantityToHex(transaction.index),
    blockHash: bytesToHex(block.hash),
    blockNumber: quantityToHex(block.number),
    from: bytesToHex(transaction.sender),
    to: tx.to === undefined ? null : bytesToHex(tx.to.bytes),
    contractAddress: contractAddress === undefined ? null : bytesToHex(contractAddress),
    ...(receipt.stateRoot === undefined
      ? { status: receipt.succeeded ? '0x1' : '0x0' }
      : { root: bytesToHex(receipt.stateRoot) }),
    gasUsed: quantityToHex(receipt.gasUsed),
    cumulativeGasUsed: quantityToHex(receipt.cumulativeGasUsed),
    effectiveGasPrice: quantityToHex(receipt.effectiveGasPrice),
    logs: receipt.logs.map((log, index) => logToJson(transaction, log, index)),
    logsBloom: receipt.logs.length === 0 ? emptyBloom : bytesToHex(receipt.logsBloom),
    ...(blobGasUsed === undefined ? {} : { blobGasUsed: quantityToHex(blobGasUsed) }),
    ...(blobGasPrice === undefined ? {} : { blobGasPrice: quantityToHex(blobGasPrice) }),
  }
}
