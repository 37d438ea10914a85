import type { Connection } from '@scaffold-evm/project'
import { createNetworkHelpers } from '../network-helpers.js'
import type { TestChain, TestEnvironment } from './active-environment.js'
import { activeEnvironment } from './active-environment.js'
import { connectEthers } from './hardhat-ethers.js'
import { type MigrateChain, MigrationFixtures } from './helpers/migration-fixtures.js'

/** What test files get to see of a connection. */
export async function createEnvironment(
  connection: Connection,
  migrations: MigrationFixtures,
): Promise<TestEnvironment> {
  const [signers, accounts] = await Promise.all([connection.signers(), connection.accounts()])
  const [chain, ethers] = [createChain(connection), connectEthers(connection)]
  return { chain, ethers, signers, accounts, migrations }
}

/** Fixtures of migrations on a connection whose other fixtures are those of the active environment. */
export function createMigrationFixtures(
  connection: Connection,
  migrate: MigrateChain | undefined,
): MigrationFixtures {
  const clearFixtures = (): void => activeEnvironment()?.chain.clearSnapshots()
  return new MigrationFixtures({ connection, migrate, clearFixtures })
}

function createChain(connection: Connection): TestChain {
  const { networkName, chainId, provider } = connection
  return {
    ...createNetworkHelpers(connection),
    connection,
    networkName,
    chainId,
    request: (method, ...params) => provider.request({ method, params }),
  }
}
