import type { Hex } from '@scaffold-evm/common'

/** Something in storage that is otherwise than it was before an execution. */
export interface StorageChange {
  readonly address: Hex
  /** The contract whose code wrote it; undefined for foreign code. */
  readonly contractName: string | undefined
  /** As an expression, e.g. `balances[0xAb…]`; `slot 0x…` where it is not known what is there. */
  readonly path: string
  readonly before: string
  readonly after: string
}
