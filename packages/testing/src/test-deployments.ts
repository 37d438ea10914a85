import type { ContractName, ContractOf, DeployedContract } from '@scaffold-evm/project'

/** Files of migrations by name or number, e.g. `'02_market'` or `2`. */
export type MigrationChoice = string | number | readonly (string | number)[]

/** What the project's migrations deployed, by recorded names. */
export interface TestDeployments {
  /** The contract, typed by its name. @throws `DEPLOYMENT_NOT_FOUND` */
  get<N extends ContractName>(name: N): Promise<ContractOf<N>>
  /** Whether something is recorded under the name. */
  has(name: string): Promise<boolean>
  /** All that is recorded: addresses, contracts, arguments, what is behind proxies. */
  all(): Promise<Readonly<Record<string, DeployedContract>>>
  /**
   * Brings the chain into the state that the migrations leave: runs them the first time, goes back there later. With files
   * only those run, on an empty chain; each test file starts from all of them again.
   *
   * @throws `TEST_FIXTURE_NETWORK` on chains outside of this process, `TEST_FIXTURE_MIGRATIONS`, `MIGRATION_UNKNOWN`, and what
   * migrations throw
   */
  fixture(files?: MigrationChoice): Promise<Readonly<Record<string, DeployedContract>>>
}
