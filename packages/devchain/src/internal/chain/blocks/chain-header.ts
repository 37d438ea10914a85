import type { Address } from '@ethereumjs/util'

/** A header as plain data, named as by ethereumjs, whose headers are of this type. Gas and wei in units. */
export interface ChainHeader {
  readonly parentHash: Uint8Array
  readonly uncleHash: Uint8Array
  readonly coinbase: Address
  readonly stateRoot: Uint8Array
  readonly transactionsTrie: Uint8Array
  readonly receiptTrie: Uint8Array
  readonly logsBloom: Uint8Array
  readonly difficulty: bigint
  readonly number: bigint
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  /** Seconds since the epoch. */
  readonly timestamp: bigint
  readonly extraData: Uint8Array
  readonly mixHash: Uint8Array
  readonly nonce: Uint8Array
  /** Since London. */
  readonly baseFeePerGas?: bigint | undefined
  /** Since Shanghai. */
  readonly withdrawalsRoot?: Uint8Array | undefined
  /** Since Cancun, with the two after it. */
  readonly blobGasUsed?: bigint | undefined
  readonly excessBlobGas?: bigint | undefined
  readonly parentBeaconBlockRoot?: Uint8Array | undefined
  /** Since Prague. */
  readonly requestsHash?: Uint8Array | undefined
}
