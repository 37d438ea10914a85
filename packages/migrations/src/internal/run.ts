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
  /** Of the files so far. */
  readonly reports: MigrationFileReport[]
  readonly reporter: Reporter
  readonly warn: (text: string) => void
}

async function runFile(file: MigrationFile, session: Session): Promise<void> {
  const { journal, reporter, reports, warn } = session
  const { name, path } = file
  if (journal.isCompleted(name)) {
    reports.push({ name, path, status: 'skipped', steps: [], recorded: [] })
    return
  }
  const run = new FileRun({ ...session, reporter, file })
  const { steps, recorded } = run
  try {
    const migrate = await loadMigration(file, session.project.modules)
    await migrate(await createContext(run))
  } catch (error) {
    reports.push({ name, path, status: 'failed', steps, recorded })
    throw explainFailure(error, name, session)
  }
  for (const id of run.untakenSteps()) {
    warn(
      `${name}: an earlier run did "${id}", which the file does not do any more; it stays as it is`,
    )
  }
  await journal.complete(name)
  reports.push({ name, path, status: 'migrated', steps, recorded })
}

/** Why a file failed, in the words of the migration. */
function explainFailure(error: unknown, file: string, { journal, options }: Session): Error {
  const { path: recordPath } = journal
  if (options.signal?.aborted === true) return migrationAbortedError(file, recordPath)
  if (!isScaffoldError(error)) return codeError(error, file, recordPath)
  return withMigrationFile(error, { file, step: file, source: undefined, recordPath })
}

/** What the user's own code threw, with the lines of the user's in its stack. */
function codeError(error: unknown, file: string, recordPath: string | undefined): Error {
  const stack = error instanceof Error ? userStack(error) : ''
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
  const name = error instanceof Error ? `${error.name}: ` : ''
  const reason = `${name}${errorMessage(error)}`
  return migrationFailedError(file, { reason, frames, recordPath }, error)
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
  const reports: MigrationFileReport[] = []
  const session: Session = { ...run, journal, runner, reports, reporter, warn }
  const report = (): MigrationReport =>
    sumUp({ connection, journal, files: reports, warnings, isDryRun: run.isDryRun })
  try {
    for (const file of files) await runFile(file, session)
  } catch (error) {
    options.onFailed?.(report())
    throw error
  } finally {
    reporter.progress()
  }
  await warnOfChangedContracts(project, journal, warn)
  return report()
}
