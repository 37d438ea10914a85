import type {
  Connection,
  DeploymentRecord,
  HttpNetworkConfig,
  InProcessNetworkConfig,
  Project,
} from '@scaffold-evm/project'
import { createMemoryDeploymentStore, forkNetwork } from '@scaffold-evm/project'
import type { MigrationReport } from '../../run/report.js'
import type { RunMigrationsOptions } from '../../run/run-migrations.js'
import { copyAbsenceOfDeployer } from '../deterministic/copy-absence.js'
import type { StepGate } from '../proposals/step-gate.js'
import type { StepWatch } from '../steps/step-watch.js'
import { type MigrationRun, runFiles } from './run.js'

/** What is tried out, on which connection. */
export interface DryRun {
  readonly project: Project
  readonly connection: Connection
  readonly options: RunMigrationsOptions
  /** The block whose state is copied. @default the latest */
  readonly blockNumber?: number
  /** Takes what the record of the copy is in the end. */
  readonly onRecord?: (record: DeploymentRecord | undefined) => void
  /** Made for the copy. */
  readonly watch?: (copy: Connection) => StepWatch
  /** Looks at the steps on the copy. */
  readonly createGate?: (copy: Connection) => StepGate
}

function gateOf(run: DryRun, copy: Connection): Pick<MigrationRun, 'gate'> {
  return run.createGate === undefined ? {} : { gate: run.createGate(copy) }
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
    const watch = run.watch?.(connection)
    return await runFiles({ ...run, ...gateOf(run, connection), store, isDryRun: true, watch })
  } finally {
    run.onRecord?.(await store.read())
    await connection.provider.request({ method: 'evm_revert', params: [id] })
  }
}

function forkAt(network: InProcessNetworkConfig, blockNumber?: number): InProcessNetworkConfig {
  if (blockNumber === undefined || network.fork === undefined) return network
  return { ...network, fork: { ...network.fork, blockNumber: BigInt(blockNumber) } }
}

/** A chain in memory that begins with the state of the network, where every account can send. */
async function onFork(run: DryRun, network: HttpNetworkConfig): Promise<MigrationReport> {
  const { project, connection } = run
  const store = await copyStore(connection)
  const accounts = await connection.accounts()
  const fork = await project.connect(connection.networkName, {
    network: forkAt(forkNetwork(network, connection.chainId), run.blockNumber),
    accounts,
  })
  try {
    for (const address of accounts) {
      await fork.provider.request({ method: 'hardhat_impersonateAccount', params: [address] })
    }
    await copyAbsenceOfDeployer(connection, fork)
    const watch = run.watch?.(fork)
    const own = { ...run, ...gateOf(run, fork), connection: fork, store, watch }
    return await runFiles({ ...own, isDryRun: true })
  } finally {
    run.onRecord?.(await store.read())
    await fork.close()
  }
}

/** Runs on a copy of the network; neither the network nor the record changes. */
export function dryRun(run: DryRun): Promise<MigrationReport> {
  const { config } = run.connection
  return config.type === 'http' ? onFork(run, config) : onSnapshot(run)
}
