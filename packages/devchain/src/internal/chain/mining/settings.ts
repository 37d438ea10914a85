import type { Address } from '@ethereumjs/util'

/** What can be set about blocks to come, and comes back with a snapshot. Never changed in place. */
export interface Settings {
  readonly coinbase: Address
  readonly blockGasLimit: bigint
  readonly minGasPrice: bigint
  /** Of the next block only. */
  readonly nextBaseFeePerGas: bigint | undefined
}
