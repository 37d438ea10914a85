import type { Connection, HttpNetworkConfig, Project } from '@scaffold-evm/project'
import { createMemoryDeploymentStore, forkNetwork } from '@scaffold-evm/project'
import type { MigrationReport } from '../report.js'
import type { RunMigrationsOptions } from '../run-migrations.js'
import { copyAbsenceOfDeployer } from './deterministic/copy-absence.js'
import { runFiles } from './run.js'

/** What is tried out, on which connection. */
export interface DryRun {
  readonly project: Project
  readonly connection: Connection
  readonly options: RunMigrationsOptions
}

async function copyStore(
  connection: Connection,
): Promise<ReturnType<typeof createMemoryDeploymentStore>> {
  const record = await connection.deployments.read()
  return createMemoryDeploymentStore(connection.networkName, record)
}

/** The chain is in memory: it is wound back afterwards. */
async function onSnapshot(run: DryRun): Promise<MigrationReport> {
  const { connection } = run
  const store = await copyStore(connection)
  const id = await connection.provider.request({ method: 'evm_snapshot' })
  try {
    return await runFiles({ ...run, store, isDryRun: true })
  } finally {
    await connection.provider.request({ method: 'evm_revert', params: [id] })
  }
}

/** A chain in memory that begins with the state of the network, where every account can send. */
async function onFork(run: DryRun, network: HttpNetworkConfig): Promise<MigrationReport> {
  const { project, connection } = run
  const store = await copyStore(connection)
  const accounts = await connection.accounts()
  const fork = await project.connect(connection.networkName, {
    network: forkNetwork(network, connection.chainId),
    accounts,
  })
  try {
    for (const address of accounts) {
      await fork.provider.request({ method: 'hardhat_impersonateAccount', params: [address] })
    }
    await copyAbsenceOfDeployer(connection, fork)
    return await runFiles({ ...run, connection: fork, store, isDryRun: true })
  } finally {
    await fork.close()
  }
}

/** Runs on a copy of the network; neither the network nor the record changes. */
export function dryRun(run: DryRun): Promise<MigrationReport> {
  const { config } = run.connection
  return config.type === 'http' ? onFork(run, config) : onSnapshot(run)
}
