import type { ChainLog } from '../../chain/blocks/chain-log.js'
import type { ChainReceipt } from '../../chain/blocks/receipt.js'
import type { RlpItem } from '../../chain/rlp.js'
import { type ItemReader, textItem } from './item-reader.js'

const noBytes = new Uint8Array(0)
const emptyBloom = new Uint8Array(256)

/** A receipt as items. */
export function receiptItems(receipt: ChainReceipt): RlpItem[] {
  const { logs } = receipt
  return [
    Uint8Array.of(receipt.succeeded ? 1 : 0),
    receipt.gasUsed,
    receipt.cumulativeGasUsed,
    receipt.effectiveGasPrice,
    receipt.contractAddress ?? noBytes,
    logs.map(logItem),
    logs.length === 0 ? noBytes : receipt.logsBloom,
    optionalItem(receipt.blobGasUsed),
    optionalItem(receipt.blobGasPrice),
    receipt.returnData,
    textItem(receipt.haltReason ?? ''),
    receipt.stateRoot ?? noBytes,
  ]
}

function logItem({ address, topics, data }: ChainLog): RlpItem {
  return [address, topics, data]
}

/** A quantity that may be missing. */
export function optionalItem(value: bigint | undefined): RlpItem {
  return value === undefined ? [] : [value]
}

/** Reads what {@link receiptItems} wrote. */
export function readReceipt(reader: ItemReader): ChainReceipt {
  return {
    succeeded: reader.number() === 1,
    gasUsed: reader.quantity(),
    cumulativeGasUsed: reader.quantity(),
    effectiveGasPrice: reader.quantity(),
    contractAddress: reader.optionalBytes(),
    logs: reader.lists(readLog),
    logsBloom: reader.optionalBytes() ?? emptyBloom,
    blobGasUsed: reader.optionalQuantity(),
    blobGasPrice: reader.optionalQuantity(),
    returnData: reader.bytes(),
    haltReason: reader.text() || undefined,
    stateRoot: reader.optionalBytes(),
  }
}

function readLog(reader: ItemReader): ChainLog {
  return { address: reader.bytes(), topics: reader.byteStrings(), data: reader.bytes() }
}
