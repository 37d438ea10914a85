import { type BlockHeader, createBlockHeader } from '@ethereumjs/block'
import type { Crypto } from '../../crypto.js'
import type { ChainHeader } from '../blocks/chain-header.js'
import { encodeRlp, type RlpItem } from '../rlp.js'
import type { Rules } from '../rules.js'
import { FieldReader } from './field-reader.js'

/** A header as it was read, of whatever fork: what is not there is not even undefined. */
export type HeaderFields = {
  readonly [K in keyof Omit<ChainHeader, 'coinbase'>]: Exclude<ChainHeader[K], undefined>
} & { readonly coinbase: Uint8Array; readonly hash: Uint8Array }

/** Reads a header. @throws `FieldMismatch` */
export function readHeader(list: readonly unknown[], { keccak256 }: Crypto): HeaderFields {
  const fields = new FieldReader(list)
  const header = {
    parentHash: fields.fixed('parentHash', 32),
    uncleHash: fields.fixed('sha3Uncles', 32),
    coinbase: fields.fixed('miner', 20),
    stateRoot: fields.fixed('stateRoot', 32),
    transactionsTrie: fields.fixed('transactionsRoot', 32),
    receiptTrie: fields.fixed('receiptsRoot', 32),
    logsBloom: fields.fixed('logsBloom', 256),
    difficulty: fields.quantity('difficulty', 32),
    number: fields.quantity('number'),
    gasLimit: fields.quantity('gasLimit'),
    gasUsed: fields.quantity('gasUsed'),
    timestamp: fields.quantity('timestamp'),
    extraData: fields.bytes('extraData'),
    mixHash: fields.fixed('mixHash', 32),
    nonce: fields.fixed('nonce', 8),
    ...(fields.isEnd ? {} : { baseFeePerGas: fields.quantity('baseFeePerGas', 32) }),
    ...(fields.isEnd ? {} : { withdrawalsRoot: fields.fixed('withdrawalsRoot', 32) }),
    ...(fields.isEnd ? {} : readBlobFields(fields)),
    ...(fields.isEnd ? {} : { requestsHash: fields.fixed('requestsHash', 32) }),
  }
  fields.end('header')
  return { ...header, hash: keccak256(encodeRlp(list.filter(isBytes))) }
}

/** Those of Cancun came together. */
function readBlobFields(
  fields: FieldReader,
): Required<Pick<HeaderFields, 'blobGasUsed' | 'excessBlobGas' | 'parentBeaconBlockRoot'>> {
  return {
    blobGasUsed: fields.quantity('blobGasUsed'),
    excessBlobGas: fields.quantity('excessBlobGas'),
    parentBeaconBlockRoot: fields.fixed('parentBeaconBlockRoot', 32),
  }
}

function isBytes(field: unknown): field is RlpItem {
  return field instanceof Uint8Array
}

/** The same as ethereumjs has headers. All fields that the rules want are there. */
export function toBlockHeader(fields: HeaderFields, rules: Rules): BlockHeader {
  return createBlockHeader(fields, { common: rules, skipConsensusFormatValidation: true })
}
