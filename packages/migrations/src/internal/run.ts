import {
  createSilentReporter,
  errorMessage,
  isScaffoldError,
  type Reporter,
} from '@scaffold-evm/common'
import {
  type Connection,
  type DeploymentStore,
  type Project,
  userStack,
} from '@scaffold-evm/project'
import { migrationAbortedError, migrationFailedError, withMigrationFile } from '../errors.js'
import type { MigrationFileReport, MigrationReport } from '../report.js'
import type { RunMigrationsOptions } from '../run-migrations.js'
import { warnOfChangedContracts } from './changed-contracts.js'
import { createContext } from './create-context.js'
import { FileRun } from './file-run.js'
import { findMigrations, type MigrationFile, selectMigrations } from './find-migrations.js'
import type { Journal } from './journal.js'
import { loadMigration } from './load-migration.js'
import { openJournal } from './open-journal.js'
import { StepRunner } from './step-runner.js'
import { sumUp } from './sum-up.js'

/** A run on a connection that may be written to, and a record that may be changed. */
export interface MigrationRun {
  readonly project: Project
  readonly connection: Connection
  readonly store: DeploymentStore
  readonly options: RunMigrationsOptions
  readonly isDryRun: boolean
}

interface Session extends MigrationRun {
  readonly journal: Journal
  readonly runner: StepRunner
  readonly reporter: Reporter
  readonly warn: (text: string) => void
}

async function runFile(file: MigrationFile, session: Session): Promise<MigrationFileReport> {
  const { journal, reporter, warn } = session
  const { name, path } = file
  if (journal.isCompleted(name)) return { name, path, status: 'skipped', steps: [], recorded: [] }
  const run = new FileRun({ ...session, reporter, file })
  const place = { file: name, step: name, source: undefined }
  try {
    const migrate = await loadMigration(file, session.project.modules)
    await migrate(await createContext(run))
  } catch (error) {
    if (session.options.signal?.aborted === true) throw migrationAbortedError(name, journal.path)
    if (isScaffoldError(error)) throw withMigrationFile(error, place)
    throw codeError(name, error)
  }
  for (const id of run.untakenSteps()) {
    warn(
      `${name}: an earlier run did "${id}", which the file does not do any more; it stays as it is`,
    )
  }
  await journal.complete(name)
  return { name, path, status: 'migrated', steps: run.steps, recorded: run.recorded }
}

/** What the user's own code threw, with the lines of the user's in its stack. */
function codeError(file: string, error: unknown): Error {
  const stack = error instanceof Error ? userStack(error) : ''
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
  const name = error instanceof Error ? `${error.name}: ` : ''
  return migrationFailedError(file, { reason: `${name}${errorMessage(error)}`, frames }, error)
}

function warnOfOrder(files: readonly MigrationFile[], journal: Journal): readonly string[] {
  const last = Math.max(
    -1,
    ...files.filter((f) => journal.isCompleted(f.name)).map((f) => f.number),
  )
  return files
    .filter((file) => file.number < last && !journal.isCompleted(file.name))
    .map((file) => `${file.name} comes before migrations that are already done; it runs now`)
}

/** Runs the chosen files in their order. The caller holds the lock. */
export async function runFiles(run: MigrationRun): Promise<MigrationReport> {
  const { project, connection, store, options } = run
  const { reset = false, reporter = createSilentReporter(), signal } = options
  const all = await findMigrations(project.config.paths.migrations)
  const files = selectMigrations(all, options)
  const opened = await openJournal(connection, store, { isReset: reset })
  const { journal } = opened
  if (reset) await journal.forget(files.map((file) => file.name))
  const warnings: string[] = []
  const warn = (text: string): void => {
    warnings.push(text)
    reporter.warn(text)
  }
  const outOfOrder = reset ? [] : warnOfOrder(all, journal)
  for (const text of [...opened.notes, ...outOfOrder]) warn(text)
  const runner = new StepRunner({ connection, journal, reporter, warn, signal })
  const session: Session = { ...run, journal, runner, reporter, warn }
  const reports: MigrationFileReport[] = []
  try {
    for (const file of files) reports.push(await runFile(file, session))
  } finally {
    reporter.progress()
  }
  await warnOfChangedContracts(project, journal, warn)
  return sumUp({ connection, journal, files: reports, warnings, isDryRun: run.isDryRun })
}
