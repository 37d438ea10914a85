import type { ForkPlan } from '../schedule/fork-plan.js'

/** An account that a chain begins with. */
export interface GenesisEntry {
  readonly address: Uint8Array
  readonly balanceWei: bigint
  readonly nonce: bigint
  readonly code: Uint8Array
  /** Words of 32 bytes. */
  readonly storage: readonly (readonly [slot: Uint8Array, value: Uint8Array])[]
}

/** The header of a first block, as far as it is not made of something else. */
export interface GenesisHeader {
  readonly parentHash: Uint8Array
  /** 8 bytes. */
  readonly nonce: Uint8Array
  readonly timestampSec: bigint
  readonly extraData: Uint8Array
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  readonly difficulty: bigint
  readonly mixHash: Uint8Array
  readonly coinbase: Uint8Array
  /** Undefined takes what EIP-1559 begins with. */
  readonly baseFeePerGas: bigint | undefined
  readonly excessBlobGas: bigint
  readonly blobGasUsed: bigint
}

/** What a chain with a history of its own begins with: the contents of geth's genesis.json. */
export interface Genesis {
  readonly plan: ForkPlan
  readonly header: GenesisHeader
  readonly accounts: readonly GenesisEntry[]
}
