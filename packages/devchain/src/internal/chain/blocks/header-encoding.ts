import type { Crypto } from '../../crypto.js'
import { encodeRlp, hashRlp, type RlpItem } from '../rlp.js'
import type { ChainHeader } from './chain-header.js'

/** The RLP of a header of any fork up to BPO2: what `serialize` gives. */
export function encodeHeader(header: ChainHeader): Uint8Array {
  return encodeRlp(headerFields(header))
}

/** The hash of a block with that header. */
export function hashHeader(header: ChainHeader, keccak256: Crypto['keccak256']): Uint8Array {
  return hashRlp(headerFields(header), keccak256)
}

/** The RLP of the uncles of a block, which its header has the hash of. */
export function encodeUncles(uncles: readonly ChainHeader[]): Uint8Array {
  return encodeRlp(uncles.map(headerFields))
}

function headerFields(header: ChainHeader): RlpItem[] {
  const fields: RlpItem[] = [
    header.parentHash,
    header.uncleHash,
    header.coinbase.bytes,
    header.stateRoot,
    header.transactionsTrie,
    header.receiptTrie,
    header.logsBloom,
    header.difficulty,
    header.number,
    header.gasLimit,
    header.gasUsed,
    header.timestamp,
    header.extraData,
    header.mixHash,
    header.nonce,
  ]
  addField(fields, header.baseFeePerGas)
  addField(fields, header.withdrawalsRoot)
  addField(fields, header.blobGasUsed)
  addField(fields, header.excessBlobGas)
  addField(fields, header.parentBeaconBlockRoot)
  addField(fields, header.requestsHash)
  return fields
}

function addField(fields: RlpItem[], value: RlpItem | undefined): void {
  if (value !== undefined) fields.push(value)
}
