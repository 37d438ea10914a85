import {
  createSilentReporter,
  errorMessage,
  type Hex,
  isScaffoldError,
  type Reporter,
} from '@scaffold-evm/common'
import type { Connection, DeploymentStore, Project } from '@scaffold-evm/project'
import { replaceRefusedError } from '../../errors/replace.js'
import type { MigrationFileReport, MigrationReport } from '../../run/report.js'
import type { RunMigrationsOptions } from '../../run/run-migrations.js'
import { warnOfChangedContracts } from '../contracts/changed-contracts.js'
import { warnOfInitializers } from '../contracts/initializer-warnings.js'
import { noteOwners } from '../contracts/note-owners.js'
import { type Entry, entryOf } from '../files/entry.js'
import { explainFileFailure } from '../files/explain-file-failure.js'
import { FileRun } from '../files/file-run.js'
import { findMigrations, type MigrationFile, selectMigrations } from '../files/find-migrations.js'
import { loadMigration } from '../files/load-migration.js'
import { warnOfOldAddresses, warnOfOrder } from '../files/order-warnings.js'
import type { Journal } from '../journal/journal.js'
import { createImpersonatingGate } from '../proposals/impersonating-gate.js'
import { openSettledJournal } from '../proposals/open-settled-journal.js'
import { createOwnGate, type StepGate } from '../proposals/step-gate.js'
import { openReplacements } from '../replacing/replacing.js'
import { StepRunner } from '../steps/step-runner.js'
import type { StepWatch } from '../steps/step-watch.js'
import { createContext } from './create-context.js'
import { sumUp } from './sum-up.js'

/** A run on a connection that may be written to, and a record that may be changed. */
export interface MigrationRun {
  readonly project: Project
  readonly connection: Connection
  readonly store: DeploymentStore
  readonly options: RunMigrationsOptions
  readonly isDryRun: boolean
  readonly watch?: StepWatch | undefined
  /** Digest of the plan that is applied. */
  readonly applying?: Hex | undefined
  /** @default what is proposed to others is not sent; on a chain in the process everybody can send */
  readonly gate?: StepGate
}

interface Session extends MigrationRun {
  readonly journal: Journal
  readonly runner: StepRunner
  /** The chosen ones. */
  readonly files: readonly MigrationFile[]
  /** Of the files so far, by name. */
  readonly reports: Map<string, MigrationFileReport>
  readonly reporter: Reporter
  readonly warn: (text: string) => void
  readonly replacing: Set<string>
  /** Names of files that are not entered: their functions are running, or cannot run any more. */
  readonly closed: Set<string>
  /** Files that want something done at the end of the run, and are complete then. */
  readonly waiting: { readonly run: FileRun; readonly entry: Entry }[]
}

/** A file that is entered twice in one run has one report. */
function addReport(report: MigrationFileReport, { reports }: Session): void {
  const { name, status, steps, recorded } = report
  const before = reports.get(name)
  if (before === undefined || before.status === 'skipped') {
    reports.set(name, report)
    return
  }
  reports.set(name, {
    ...before,
    status: status === 'skipped' ? before.status : status,
    steps: [...before.steps, ...steps.filter((step) => step.status === 'done')],
    recorded: [...before.recorded, ...recorded],
  })
}

async function runFile(file: MigrationFile, session: Session): Promise<void> {
  const { reporter, closed } = session
  const { name, path } = file
  const entry = await entryOf(file, session)
  if (entry.kind === 'skip') {
    addReport({ name, path, status: 'skipped', steps: [], recorded: [] }, session)
    return
  }
  const run = new FileRun({ ...session, reporter, file, rewire: () => rewire(session) })
  closed.add(name)
  try {
    if (await enter(run, entry, session)) {
      if (run.atEnd.length > 0) session.waiting.push({ run, entry })
      else await close(run, entry, session)
    }
  } catch (error) {
    const { steps, recorded } = run
    addReport({ name, path, status: 'failed', steps, recorded }, session)
    throw explainFileFailure(error, name, {
      journal: session.journal,
      signal: session.options.signal,
    })
  }
  const isIdle = entry.kind === 'again' && !run.hasDone
  // What it does at the end is reported then.
  const [steps, recorded] = [[...run.steps], [...run.recorded]]
  addReport(
    isIdle
      ? { name, path, status: 'skipped', steps: [], recorded: [] }
      : { name, path, status: 'migrated', steps, recorded },
    session,
  )
}

async function close(run: FileRun, entry: Entry, session: Session): Promise<void> {
  await finish(run, entry, session)
  session.closed.delete(run.name)
}

/** Does what files want done when everything else has succeeded. */
async function runAtEnd(session: Session): Promise<void> {
  for (let next = session.waiting.shift(); next !== undefined; next = session.waiting.shift()) {
    const { run, entry } = next
    const { name, path } = run.parts.file
    const before = run.steps.length
    const report = (status: MigrationFileReport['status']): void => {
      const steps = run.steps.slice(before)
      if (status === 'failed' || steps.length > 0)
        addReport({ name, path, status, steps, recorded: [] }, session)
    }
    try {
      for (const action of run.atEnd) await action()
      await close(run, entry, session)
      report('migrated')
    } catch (error) {
      report('failed')
      throw explainFileFailure(error, name, {
        journal: session.journal,
        signal: session.options.signal,
      })
    }
    await rewire(session)
  }
}

/** Calls the function of a file. False when the file was complete and its contracts are not in the project any more. */
async function enter(run: FileRun, { kind }: Entry, session: Session): Promise<boolean> {
  const { journal, warn, project } = session
  try {
    const migrate = await loadMigration(run.parts.file, project.modules)
    const context = await createContext(run)
    await run.during(() => migrate(context))
    return true
  } catch (error) {
    const gone = kind === 'again' ? missingContract(error, journal) : undefined
    if (gone === undefined) throw error
    warn(
      `${run.name} cannot run again: ${gone} is not in the project any more. What it did stays as it is`,
    )
    await journal.keepCompleted(run.name)
    return false
  }
}

/** The name of a contract that is recorded and that the project does not have, if that is what is wrong. */
function missingContract(error: unknown, journal: Journal): string | undefined {
  if (!isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return undefined
  const name = String(error.data?.name)
  const isRecorded = Object.values(journal.record.contracts).some(
    ({ contract }) => contract === name || contract.endsWith(`:${name}`),
  )
  return isRecorded ? name : undefined
}

async function finish(run: FileRun, { source }: Entry, session: Session): Promise<void> {
  const { journal, warn, replacing } = session
  for (const id of run.untakenSteps()) {
    warn(
      `${run.name}: an earlier run did "${id}", which the file does not do any more; it stays as it is`,
    )
  }
  const missed = [...replacing].find((name) => journal.contract(name)?.migration === run.name)
  if (missed !== undefined) {
    throw replaceRefusedError(missed, {
      problem: `${run.name} did not deploy it anew`,
      hint: 'Deploy it there, with another salt where its address follows from one, or another contract in a new migration',
    })
  }
  await journal.complete(run.name, { source, uses: run.uses })
}

/** Enters completed files again in which something was replaced since, until there are none. */
async function rewire(session: Session): Promise<void> {
  const { files, journal, closed } = session
  // What is done again holds present addresses: each file is entered once per contract at most.
  const most = files.length * (Object.keys(journal.record.contracts).length + 1)
  for (let count = 0; count < most; count++) {
    const next = files.find(
      ({ name }) =>
        !closed.has(name) &&
        journal.isCompleted(name) &&
        journal.migration(name).rewire !== undefined,
    )
    if (next === undefined) return
    await runFile(next, session)
  }
}

/** All is done without it, and the next run makes up for it. */
async function noteOwnersOrWarn(session: Session): Promise<void> {
  try {
    await noteOwners(session)
  } catch (error) {
    session.warn(
      `Who owns the contracts could not be recorded: ${errorMessage(error)}. The next run does it`,
    )
  }
}

/** Runs the chosen files in their order. The caller holds the lock. */
export async function runFiles(run: MigrationRun): Promise<MigrationReport> {
  const { project, connection, store, options } = run
  const { reset = false, reporter = createSilentReporter(), signal } = options
  const all = await findMigrations(project.config.paths.migrations)
  const files = selectMigrations(all, options)
  const { executed } = options
  const opened = await openSettledJournal(connection, store, { isReset: reset, executed })
  const { journal } = opened
  if (reset) await journal.forget(files.map((file) => file.name))
  const warnings: string[] = []
  const warn = (text: string): void => {
    warnings.push(text)
    reporter.warn(text)
  }
  if (options.accept !== undefined && options.accept.length > 0) {
    const { acceptDrift } = await import('./accept-drift.js')
    const told = await acceptDrift(options.accept, { project, connection, journal })
    for (const text of told) reporter.info(`Recorded: ${text}`)
  }
  const { replacing, underWay } = openReplacements(journal.record, options.replace ?? [], files)
  const outOfOrder = reset ? [] : warnOfOrder(all, journal)
  for (const text of [...opened.notes, ...outOfOrder]) warn(text)
  for (const text of opened.leftovers) reporter.info(text)
  for (const name of underWay) {
    warn(`An earlier run replaced ${name} and was interrupted; it goes on from there`)
  }
  const { devchain } = connection
  const { watch } = run
  // A plan says by itself who signs.
  const isTold = !run.isDryRun || watch !== undefined
  const gate =
    run.gate ??
    (devchain === undefined
      ? createOwnGate(connection)
      : createImpersonatingGate(connection, isTold ? undefined : warn))
  const runner = new StepRunner({ connection, journal, reporter, warn, signal, gate, watch })
  const before = journal.record.contracts
  const reports = new Map<string, MigrationFileReport>()
  const closed = new Set<string>()
  const shared = { ...run, journal, runner, files, reports, reporter, warn }
  const session: Session = { ...shared, replacing, closed, waiting: [] }
  const report = (): MigrationReport => {
    const inOrder = files.flatMap(({ name }) => reports.get(name) ?? [])
    return sumUp({ connection, journal, files: inOrder, warnings, isDryRun: run.isDryRun })
  }
  try {
    if (run.applying !== undefined) await journal.setApplying(run.applying)
    for (const file of files) await runFile(file, session)
    await rewire(session)
    await runAtEnd(session)
    await journal.setApplying(undefined)
    if (journal.path !== undefined) await noteOwnersOrWarn(session)
  } catch (error) {
    options.onFailed?.(report())
    throw error
  } finally {
    reporter.progress()
  }
  warnOfOldAddresses(journal, warn)
  for (const text of warnOfInitializers(before, journal.record.contracts)) warn(text)
  // A plan has them as its entries.
  const isPlan = run.isDryRun && run.watch !== undefined
  if (!isPlan) await warnOfChangedContracts(project, journal, warn)
  return report()
}
