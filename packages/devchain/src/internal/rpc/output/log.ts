import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { ChainLog } from '../../chain/blocks/chain-log.js'
import type { MinedTransaction } from '../../chain/transactions/chain-transaction.js'

/** A log as JSON-RPC shows it. */
export interface LogJson {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockHash: Hex
  readonly blockNumber: Hex
  readonly blockTimestamp: Hex
  readonly transactionHash: Hex
  readonly transactionIndex: Hex
  readonly logIndex: Hex
  readonly removed: boolean
}

/** The log at `index` of a transaction. */
export function logToJson(transaction: MinedTransaction, log: ChainLog, index: number): LogJson {
  const { block } = transaction
  return {
    address: bytesToHex(log.address),
    topics: log.topics.map(bytesToHex),
    data: bytesToHex(log.data),
    blockHash: bytesToHex(block.hash),
    blockNumber: quantityToHex(block.number),
    blockTimestamp: quantityToHex(block.timestampSec),
    transactionHash: bytesToHex(transaction.hash),
    transactionIndex: quantityToHex(transaction.index),
    logIndex: quantityToHex(transaction.firstLogIndex + index),
    removed: false,
  }
}
