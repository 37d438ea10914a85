import { quantityToBytes } from '../../words.js'
import { encodeRlp, type RlpItem } from '../rlp.js'
import type { ChainHeader } from './chain-header.js'

/** The RLP of a header of any fork up to BPO2: what `serialize` gives. */
export function encodeHeader(header: ChainHeader): Uint8Array {
  return encodeRlp(headerFields(header))
}

/** The RLP of the uncles of a block, which its header has the hash of. */
export function encodeUncles(uncles: readonly ChainHeader[]): Uint8Array {
  return encodeRlp(uncles.map(headerFields))
}

function headerFields(header: ChainHeader): RlpItem[] {
  return [
    header.parentHash,
    header.uncleHash,
    header.coinbase.bytes,
    header.stateRoot,
    header.transactionsTrie,
    header.receiptTrie,
    header.logsBloom,
    quantityToBytes(header.difficulty),
    quantityToBytes(header.number),
    quantityToBytes(header.gasLimit),
    quantityToBytes(header.gasUsed),
    quantityToBytes(header.timestamp),
    header.extraData,
    header.mixHash,
    header.nonce,
    ...quantities(header.baseFeePerGas),
    ...strings(header.withdrawalsRoot),
    ...quantities(header.blobGasUsed),
    ...quantities(header.excessBlobGas),
    ...strings(header.parentBeaconBlockRoot),
    ...strings(header.requestsHash),
  ]
}

function quantities(value: bigint | undefined): RlpItem[] {
  return value === undefined ? [] : [quantityToBytes(value)]
}

function strings(value: Uint8Array | undefined): RlpItem[] {
  return value === undefined ? [] : [value]
}
