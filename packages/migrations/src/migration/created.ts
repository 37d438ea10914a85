import type { ContractName } from '@scaffold-evm/project'
import type { MigrationCallOptions } from './migration.js'

/** Which of the contracts that a transaction creates is meant, and what it is. */
export interface CreatedContract<N extends string = string> {
  /** @default the name under which it is recorded */
  readonly contract?: N
  /**
   * An event that tells its address, `Created`, with the argument where several are addresses: `Created.child`.
   *
   * @default what the transaction created is looked at, and the contract known by its code
   */
  readonly event?: string
  /** The return value of the call that is its address, by number or name. Instead of an event. */
  readonly returns?: number | string
  /** Which one, from 0, where several fit, in the order of their creation. */
  readonly nth?: number
}

/** Contracts that a transaction creates, by the names under which they are recorded. */
export type CreatedContracts = Readonly<Record<string, CreatedContract>>

/** How a migration has a contract create one. */
export interface MigrationCreateOptions<N extends ContractName = ContractName>
  extends Omit<MigrationCallOptions, 'creates'>,
    CreatedContract<N> {}
