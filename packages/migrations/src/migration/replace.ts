import type {
  ContractArgsOf,
  ContractName,
  ContractOf,
  Libraries,
  TransactionOptions,
} from '@scaffold-evm/project'
import type { PlacementOptions } from './placement.js'

/** How a contract is replaced. */
export interface MigrationReplaceOptions<N extends string = string>
  extends TransactionOptions,
    PlacementOptions {
  /** What takes its place. @default the contract that is recorded under the name */
  readonly contract?: N
  /** @default those of the one that is replaced, with present addresses for replaced ones */
  readonly args?: ContractArgsOf<N>
  /** As for `deploy`. */
  readonly libraries?: Libraries
}

/**
 * Deploys a recorded contract anew, under its name, once. What earlier files and steps did with the old one is done
 * again with the new one before this resolves: plain contracts that got its address are replaced in turn, calls are
 * sent again.
 *
 * @throws `DEPLOYMENT_NOT_FOUND`; `MIGRATION_REPLACE_REFUSED` for what is behind a proxy or another contract made.
 */
export type ReplaceContract = <N extends ContractName>(
  name: string,
  options?: MigrationReplaceOptions<N>,
) => Promise<ContractOf<N>>
