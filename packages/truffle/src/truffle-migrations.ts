import { ChainReader } from './internal/migrate/chain-reader.js'
import { readLastCompleted } from './internal/migrate/completed-migrations.js'
import type { NameService } from './internal/migrate/ens/name-service.js'
import { findMigrationFiles, type MigrationFile } from './internal/migrate/migration-files.js'
import {
  type MigrationListener,
  type PlannedMigration,
  silentListener,
} from './internal/migrate/migration-listener.js'
import { MigrationReport, type ReportOutput } from './internal/migrate/report.js'
import { ResumeFile } from './internal/migrate/resume-file.js'
import {
  type MigrationRun,
  type MigrationsProject,
  runMigration,
} from './internal/migrate/run-migration.js'
import { TellingListener } from './internal/migrate/telling-listener.js'
import type { TruffleArtifactStore } from './truffle-artifact.js'
import type { TruffleSession } from './truffle-session.js'

/** Which migrations run, and how. */
export interface TruffleMigrationOptions {
  readonly project: MigrationsProject
  /** All of them, whatever was completed. @default false */
  readonly reset?: boolean | undefined
  /** From this number on, whatever was completed. */
  readonly from?: number | undefined
  /** Up to this number. */
  readonly to?: number | undefined
  /** Whether to keep addresses in artifacts and the number in the Migrations contract. @default true */
  readonly save?: boolean | undefined
  /** Gets the artifacts. @default the session's */
  readonly store?: TruffleArtifactStore | undefined
  /** Gets the report. @default none is made */
  readonly output?: ReportOutput | undefined
  readonly isDryRun?: boolean | undefined
  readonly isInteractive?: boolean | undefined
  /** Adds lines for programs to the report. @default false */
  readonly describesJson?: boolean | undefined
  /**
   * A folder in which `unfinished-migrations.json` keeps what a file that failed had deployed, so that it is not
   * deployed again. @default nothing is kept
   */
  readonly resumeDirectory?: string | undefined
}

/** What migrations did. */
export interface TruffleMigrationResult {
  readonly status: 'up-to-date' | 'migrated'
  /** Names of the files that ran. */
  readonly files: readonly string[]
}

/** Runs the migrations that a network has not seen, in order, and writes down how far they got. */
export async function runTruffleMigrations(
  session: TruffleSession,
  options: TruffleMigrationOptions,
): Promise<TruffleMigrationResult> {
  const chain = new ChainReader(session.provider)
  const source = options.store ?? session.store
  const files = await chooseFiles(session, options, chain)
  if (files === undefined) return { status: 'up-to-date', files: [] }
  const run: MigrationRun = {
    session,
    chain,
    source,
    store: options.save === false ? undefined : source,
    listener: createListener(session, options, chain),
    resumeFile: openResumeFile(session, options),
    project: options.project,
    names: await openNames(session),
  }
  await runFiles(files, run, options)
  return { status: 'migrated', files: files.map(({ name }) => name) }
}

/** Undefined when the network is up to date. */
async function chooseFiles(
  session: TruffleSession,
  options: TruffleMigrationOptions,
  chain: ChainReader,
): Promise<readonly MigrationFile[] | undefined> {
  const files = findMigrationFiles(session.config)
  const upTo = files.filter(({ number }) => !options.to || number <= options.to)
  if (options.from) return upTo.filter(({ number }) => number >= Number(options.from))
  if (options.reset === true) return upTo.filter(({ number }) => number >= 0)
  const artifacts = session.createArtifacts(options.store)
  const completed = await readLastCompleted(artifacts, chain)
  if (!files.some(({ number }) => number > completed)) return undefined
  return upTo.filter(({ number }) => number > completed)
}

/** Few projects use it. */
async function openNames(session: TruffleSession): Promise<NameService | undefined> {
  if (Reflect.get(Object(session.config['ens']), 'enabled') !== true) return undefined
  const { NameService } = await import('./internal/migrate/ens/name-service.js')
  return new NameService(session)
}

function createListener(
  session: TruffleSession,
  options: TruffleMigrationOptions,
  chain: ChainReader,
): MigrationListener {
  const { output, isDryRun = false, describesJson = false } = options
  const confirmations = Number(session.config.confirmations || 0)
  const report =
    output && new MigrationReport(output, { chain, isDryRun, describesJson, confirmations })
  return new TellingListener(report ?? silentListener, { session, chain, isDryRun })
}

function openResumeFile(
  session: TruffleSession,
  options: TruffleMigrationOptions,
): ResumeFile | undefined {
  const { resumeDirectory, save, isDryRun, reset } = options
  if (resumeDirectory === undefined || save === false) return undefined
  // Nobody resumes on a chain that ends with this process.
  const isKept = isDryRun !== true && session.ownAccounts === undefined
  const file = new ResumeFile(resumeDirectory, session.networkId, { isKept })
  if (reset === true) file.forgetAll()
  return file
}

async function runFiles(
  files: readonly MigrationFile[],
  run: MigrationRun,
  options: TruffleMigrationOptions,
): Promise<void> {
  const { listener } = run
  const planned = files.map((file, index) => plan(file, index, files.length, options))
  await listener.runStarted(planned)
  try {
    for (const [index, file] of files.entries()) {
      await announce(file, index === 0, run)
      await runMigration(file, index === files.length - 1, run)
    }
  } catch (error) {
    await listener.runFinished(String(error))
    throw error
  }
  await listener.runFinished(null)
}

function plan(
  { path, number }: MigrationFile,
  index: number,
  count: number,
  options: TruffleMigrationOptions,
): PlannedMigration {
  return {
    file: path,
    number,
    isFirst: index === 0,
    isLast: index === count - 1,
    dryRun: options.isDryRun === true,
    interactive: options.isInteractive === true,
  }
}

async function announce(
  { name, number }: MigrationFile,
  isFirst: boolean,
  { session, listener }: MigrationRun,
): Promise<void> {
  const { networkName, config } = session
  await listener.migrationStarted({
    file: name,
    number,
    isFirst,
    network: networkName,
    networkId: config.network_id,
  })
}
