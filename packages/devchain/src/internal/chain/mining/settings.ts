import type { Address } from '@ethereumjs/util'

/** What can be set about blocks to come, and comes back with a snapshot. Never changed in place. */
export interface Settings {
  readonly coinbase: Address
  readonly blockGasLimit: bigint
  readonly minGasPrice: bigint
  /** What is suggested, and offered by transactions without fees. @default by the base fee */
  readonly gasPrice: bigint | undefined
  /** At most 32 bytes that a miner writes into its blocks. */
  readonly extraData: Uint8Array
  /** Of the next block only. */
  readonly nextBaseFeePerGas: bigint | undefined
}
