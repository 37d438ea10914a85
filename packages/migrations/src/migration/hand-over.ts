import type { AccountLike } from '@scaffold-evm/project'

/** What of contracts is handed over, and by whom. */
export interface HandOverOptions {
  /** Who has it now. @default the first account */
  readonly from?: AccountLike
  /**
   * Roles of AccessControl, by the names of their constants (`MINTER_ROLE`) or as 32 bytes. Each is granted,
   * and given up by the account that has it.
   *
   * @default those with a constant in the contract that the account has
   */
  readonly roles?: readonly string[]
}
