import { migrationInvalidError } from '../../errors/migrate.js'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleProject } from '../../truffle-project.js'
import type { TruffleSession } from '../../truffle-session.js'
import { copyArtifact } from '../artifacts/lazy-artifact.js'
import { artifactToSave } from '../contract/normalize-artifact.js'
import { loadScript } from '../modules/load-script.js'
import { withScriptGlobals } from '../modules/script-globals.js'
import type { ChainReader } from './chain-reader.js'
import { findCompletionWriter } from './completed-migrations.js'
import { Deployer } from './deployer.js'
import type { DeploymentContext } from './deployment.js'
import type { NameService } from './ens/name-service.js'
import type { MigrationFile } from './migration-files.js'
import type { MigrationListener } from './migration-listener.js'
import { noteRequired, type RequiredArtifacts } from './required-artifacts.js'
import type { ResumeFile } from './resume-file.js'
import { ResumeRecord } from './resume-record.js'

/** What migrations need of their project. */
export type MigrationsProject = Pick<TruffleProject, 'modules' | 'flavor'>

/** What the migrations of a run have in common. */
export interface MigrationRun {
  readonly session: TruffleSession
  readonly chain: ChainReader
  readonly listener: MigrationListener
  /** Gets what is deployed and linked; undefined when nothing is to be kept. */
  readonly store: TruffleArtifactStore | undefined
  /** Where artifacts are looked up. */
  readonly source: TruffleArtifactStore
  readonly resumeFile: ResumeFile | undefined
  /** ENS, for projects that use it. */
  readonly names: NameService | undefined
  readonly project: MigrationsProject
}

type MigrationFunction = (
  deployer: Deployer,
  network: string,
  accounts: readonly string[],
) => unknown

/** Runs one migration file and writes down that it is done. */
export async function runMigration(
  file: MigrationFile,
  isLast: boolean,
  run: MigrationRun,
): Promise<void> {
  const { session, listener } = run
  const artifacts = noteRequired(session.createArtifacts(run.source))
  const resume = run.resumeFile && new ResumeRecord(run.resumeFile, file.name, run.chain)
  const migrateAndFinish = async (): Promise<void> => {
    const migrate = await loadMigration(file, run)
    const deployer = createDeployer(run, artifacts, resume)
    const returned: unknown = migrate(deployer, session.networkName, session.accounts)
    try {
      await drain(deployer, returned)
      if (run.store === undefined) return
      await writeCompletion(file, artifacts, run)
      resume?.finish()
      await listener.migrationSucceeded(isLast)
      saveAll(artifacts, run)
    } catch (error) {
      await listener.migrationFailed(error)
      throw error
    }
  }
  await withScriptGlobals(session, migrateAndFinish, { artifacts })
}

async function loadMigration(
  file: MigrationFile,
  { project }: MigrationRun,
): Promise<MigrationFunction> {
  const migrate = await loadScript(file.path, project.modules)
  if (!isMigration(migrate)) throw migrationInvalidError(file.path)
  return migrate
}

function isMigration(value: unknown): value is MigrationFunction {
  return typeof value === 'function' && value.length > 0
}

function createDeployer(
  run: MigrationRun,
  artifacts: RequiredArtifacts,
  resume: ResumeRecord | undefined,
): Deployer {
  const { session, chain, listener } = run
  const { config, networkName } = session
  const network = {
    network: networkName,
    networks: config.networks,
    networkId: config.network_id,
    provider: session.provider,
    ens: run.names,
  }
  const polling = Number(config.networks[networkName]?.['deploymentPollingInterval'])
  const context: DeploymentContext = {
    chain,
    listener,
    resume,
    confirmations: Number(config.confirmations || 0),
    timeoutBlocks: Number(config.timeoutBlocks || 0),
    pollingIntervalMs: polling || 4000,
    takesBatches: run.project.flavor.name === 'truffle4',
    record(contract) {
      // Others are of libraries, such as proxies: the project has no artifacts of them.
      if (artifacts.has(contract)) save(contract._json, run)
    },
  }
  return new Deployer(network, context)
}

/** Waits for all that a migration began. */
async function drain({ chain }: Deployer, returned: unknown): Promise<void> {
  const isPromise = typeof Reflect.get(Object(returned), 'then') === 'function'
  const outcome = isPromise ? Promise.resolve(returned) : undefined
  // It may fail before the queue is empty, and is looked at afterwards.
  outcome?.catch(() => undefined)
  try {
    await chain.start()
  } catch (error) {
    if (outcome === undefined || !chain.isWatched) throw error
  }
  await outcome
  await chain.settle()
}

async function writeCompletion(
  file: MigrationFile,
  artifacts: RequiredArtifacts,
  { listener }: MigrationRun,
): Promise<void> {
  const write = findCompletionWriter(artifacts)
  if (write === undefined) return
  const message = 'Saving migration to chain.'
  await listener.savingStarted(message)
  await listener.savingFinished(message, await write(file.number))
}

function saveAll({ required }: RequiredArtifacts, run: MigrationRun): void {
  for (const { _json } of required) save(_json, run)
}

function save(artifact: unknown, { store, session }: MigrationRun): void {
  if (store === undefined || !isArtifact(artifact)) return
  const { type } = session.config
  const networkType = typeof type === 'string' && !/^\d|^0x/.test(type) ? type : 'ethereum'
  store.write(copyArtifact(artifactToSave(artifact), { networkType }))
}

function isArtifact(value: unknown): value is TruffleArtifact {
  return typeof Reflect.get(Object(value), 'contractName') === 'string'
}
