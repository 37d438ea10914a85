import type { Hex } from '@scaffold-evm/common'
import type {
  AccountLike,
  ContractArgsOf,
  ContractName,
  ContractOf,
  Libraries,
  TransactionOptions,
} from '@scaffold-evm/project'
import type { Addressable, BaseContract, ContractTransactionReceipt } from 'ethers'
import type { CreatedContracts, MigrationCreateOptions } from './created.js'
import type { HandOverOptions } from './hand-over.js'
import type { PlacementOptions } from './placement.js'
import type { ProxyMethods } from './proxy-methods.js'
import type { ReplaceContract } from './replace.js'

/** How a migration deploys a contract. */
export interface MigrationDeployOptions<N extends string = string>
  extends TransactionOptions,
    PlacementOptions {
  /** Name under which it is recorded, when one contract is deployed several times. @default the contract's name */
  readonly id?: string
  readonly args?: ContractArgsOf<N>
  /** Only for libraries that no migration recorded under their own name: those are linked by themselves. */
  readonly libraries?: Libraries
  /** Contracts that its constructor creates, by the names to record them under. */
  readonly creates?: CreatedContracts
}

/** How a migration sends a transaction to a contract. */
export interface MigrationCallOptions extends TransactionOptions {
  /** Identity of the step. @default the contract's and method's name, and how often it was called before in this file */
  readonly id?: string
  /** Contracts that the call creates, by the names to record them under. */
  readonly creates?: CreatedContracts
}

/**
 * What a migration gets: everything it sends is recorded as it happens, so that a run that failed goes
 * on where it stopped. Contracts that come from here record what is sent through them too.
 */
export interface MigrationContext extends ProxyMethods {
  readonly network: string
  readonly chainId: bigint
  /** The accounts that can sign, first the default one. */
  readonly accounts: readonly Hex[]
  /** Those of the config that exist on this network; their names stand for them in `from`, too. */
  readonly namedAccounts: Readonly<Record<string, Hex>>
  /** Whether this runs on a copy of the network. */
  readonly isDryRun: boolean

  /** Deploys a contract, or gives the one that an earlier run of this step deployed. */
  deploy<N extends ContractName>(
    name: N,
    options?: MigrationDeployOptions<N>,
  ): Promise<ContractOf<N>>
  /** Where `deploy` with these options puts a contract: an address that follows from a salt. */
  addressOf<N extends ContractName>(name: N, options: MigrationDeployOptions<N>): Promise<string>
  readonly replace: ReplaceContract
  /** Sends a transaction and waits for it. After an earlier run of this step: its receipt. */
  call(
    contract: BaseContract,
    method: string,
    args?: readonly unknown[],
    options?: MigrationCallOptions,
  ): Promise<ContractTransactionReceipt>
  /**
   * Has a contract create another by a call, and records that one by name. For several at once, give `call`
   * the option `creates`.
   *
   * @throws `MIGRATION_CREATED_UNCLEAR` when it does not follow which of the created contracts is meant.
   */
  create<N extends ContractName>(
    name: string,
    factory: BaseContract,
    method: string,
    args?: readonly unknown[],
    options?: MigrationCreateOptions<N>,
  ): Promise<ContractOf<N>>
  /**
   * Hands contracts over when all the rest of the run has succeeded: their owner, roles, and the ProxyAdmin
   * behind them. What is so already is left alone; in the end it is read from the chain.
   *
   * @throws at the end of the run: `MIGRATION_HAND_OVER_FAILED`, `MIGRATION_HAND_OVER_UNKNOWN`.
   */
  handOver(
    contracts: BaseContract | readonly BaseContract[],
    to: string | Addressable,
    options?: HandOverOptions,
  ): Promise<void>
  /** Asks a contract, without a transaction. */
  read(contract: BaseContract, method: string, args?: readonly unknown[]): Promise<unknown>
  /** A contract at an address that is known otherwise. */
  at<N extends ContractName>(
    name: N,
    address: string | Addressable,
    from?: AccountLike,
  ): Promise<ContractOf<N>>
  /**
   * A contract that this migration or an earlier one recorded.
   *
   * @throws `DEPLOYMENT_NOT_FOUND`.
   */
  deployed<N extends ContractName>(name: N): Promise<ContractOf<N>>
  /**
   * Records a contract that another contract deployed, so that later migrations and tests find it by
   * `deployed(name)`.
   */
  record<N extends ContractName>(
    name: string,
    address: string | Addressable,
    options?: {
      /** @default the recorded name */
      readonly contract?: N
    },
  ): Promise<ContractOf<N>>
  /** A line for whoever runs the migration, put together as `console.log` does. */
  log(...values: readonly unknown[]): void
}

/** A migration: the default export of `migrations/NN_name.ts`. */
export type Migration = (context: MigrationContext) => Promise<void> | void

/**
 * Gives a migration its types.
 *
 * @example
 * export default defineMigration(async (m) => {
 *   const token = await m.deploy('Token', { args: ['Gold', 1000n] })
 *   await m.call(token, 'transfer', [m.accounts[1], 10n])
 * })
 */
export function defineMigration(migration: Migration): Migration {
  return migration
}
