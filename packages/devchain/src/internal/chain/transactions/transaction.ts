import type { Common } from '@ethereumjs/common'
import type {
  Address,
  EOACode7702AuthorizationListBytes,
  PrefixedHexString,
} from '@ethereumjs/util'
import type { AccessListBytes } from '../execution/engine.js'

interface Base {
  readonly nonce: bigint
  readonly gasLimit: bigint
  /** Undefined for a creation. */
  readonly to?: Address | undefined
  /** Wei. */
  readonly value: bigint
  readonly data: Uint8Array
  // Undefined until it is signed.
  readonly v?: bigint | undefined
  readonly r?: bigint | undefined
  readonly s?: bigint | undefined
  readonly common: Common
}

/** A transaction as there were at first. */
export interface LegacyTransaction extends Base {
  readonly type: 0
  /** Wei per gas. */
  readonly gasPrice: bigint
  supports(capability: number): boolean
}

interface Typed extends Base {
  readonly chainId: bigint
  readonly accessList: AccessListBytes
}

/** EIP-2930. */
export interface AccessListTransaction extends Typed {
  readonly type: 1
  /** Wei per gas. */
  readonly gasPrice: bigint
}

interface FeeMarket extends Typed {
  /** Wei per gas. */
  readonly maxFeePerGas: bigint
  /** Wei per gas. */
  readonly maxPriorityFeePerGas: bigint
}

/** EIP-1559. */
export interface FeeMarketTransaction extends FeeMarket {
  readonly type: 2
}

/** EIP-4844, as it stands in a block: without blobs. */
export interface BlobTransaction extends FeeMarket {
  readonly type: 3
  /** Wei per blob gas. */
  readonly maxFeePerBlobGas: bigint
  readonly blobVersionedHashes: readonly PrefixedHexString[]
}

/** EIP-7702. */
export interface SetCodeTransaction extends FeeMarket {
  readonly type: 4
  readonly authorizationList: EOACode7702AuthorizationListBytes
}

/** What is read of a transaction: those of ethereumjs are such, and ours. */
export type Transaction =
  | LegacyTransaction
  | AccessListTransaction
  | FeeMarketTransaction
  | BlobTransaction
  | SetCodeTransaction
