import type { TextStream } from '@scaffold-evm/common'
import { printingContractsError } from './errors/migrate.js'
import { findPrintingArtifacts } from './internal/migrate/console-log-guard.js'
import { openDryRun } from './internal/migrate/dry-run.js'
import { createReportOutput } from './internal/migrate/report-output.js'
import { tellStrayRejections } from './internal/migrate/stray-rejections.js'
import { lentLinkOf } from './internal/session/lent-links.js'
import { openSession } from './open-session.js'
import { runTruffleMigrations, type TruffleMigrationOptions } from './truffle-migrations.js'
import type { TruffleProject } from './truffle-project.js'
import type { TruffleSession } from './truffle-session.js'

/** What the command line says. */
export interface MigrateOptions {
  readonly reset?: boolean | undefined
  /** `--f`. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Only try it. */
  readonly dryRun?: boolean | undefined
  readonly skipDryRun?: boolean | undefined
  /** Ask between trying and doing. */
  readonly interactive?: boolean | undefined
  readonly describeJson?: boolean | undefined
  /** @default true */
  readonly save?: boolean | undefined
}

/** What the command needs of who runs it. Texts go to the config's logger. */
export interface MigrateContext {
  readonly stderr: TextStream
  /** Compiles what has to be. */
  compile(): Promise<unknown>
  /** Asks a question that is answered with yes or no. */
  confirm(question: string): Promise<boolean>
}

/** Networks where a run costs money, by id: it is tried first. */
const publicNetworks = [1, 3, 4, 5, 42, 11155111]

const question = 'Dry-run successful. Do you want to proceed with real deployment?  >> (y/n): '

/** `migrate`: compiles, tries the migrations on a fork where they cost money, and runs them. */
export async function runMigrate(
  project: TruffleProject,
  options: MigrateOptions,
  context: MigrateContext,
): Promise<void> {
  await tellStrayRejections(project.config.logger, async () => {
    await context.compile()
    const session = await openSession(project, { purpose: 'migrate' })
    try {
      const { isTried, isDone } = planRuns(session, options)
      const run = { project, options, context }
      if (isTried) await tryMigrations(session, run)
      if (!isDone) return
      const isAccepted =
        !isTried || options.interactive !== true || (await context.confirm(question))
      if (!isAccepted) return
      await migrate(session, run)
      tellOfEnd(project, session)
    } finally {
      await session.close()
    }
  })
}

/** A chain of this process is gone with the command, unless a prompt lent it. */
function tellOfEnd(
  project: TruffleProject,
  { config, networkName, ownAccounts }: TruffleSession,
): void {
  if (ownAccounts === undefined || lentLinkOf(project, networkName) !== undefined) return
  config.logger.log(
    `The chain of network "${networkName}" ends with this command, and what was deployed with it. scaffold node serves one that stays.`,
  )
}

/** Whether migrations run on a fork, and whether they run on the network. */
function planRuns(
  { config, networkName }: TruffleSession,
  options: MigrateOptions,
): { readonly isTried: boolean; readonly isDone: boolean } {
  const settings = config.networks[networkName] ?? {}
  const says = (...names: string[]): boolean => names.some((name) => settings[name] === true)
  if (options.dryRun === true || says('dryRun', 'dry-run')) return { isTried: true, isDone: false }
  const isSkipped = options.skipDryRun === true || says('skipDryRun', 'skip-dry-run')
  const isPublic = publicNetworks.includes(Number.parseInt(String(config.network_id), 10))
  return { isTried: (isPublic || config.production) && !isSkipped, isDone: true }
}

interface Run {
  readonly project: TruffleProject
  readonly options: MigrateOptions
  readonly context: MigrateContext
}

async function tryMigrations(upstream: TruffleSession, run: Run): Promise<void> {
  const network = await openDryRun(run.project, upstream)
  try {
    await migrate(network.session, run, { store: network.store, isDryRun: true })
  } finally {
    await network.close()
  }
}

async function migrate(
  session: TruffleSession,
  { project, options, context }: Run,
  more: Partial<TruffleMigrationOptions> = {},
): Promise<void> {
  const { config } = session
  warnOfPrinting(session)
  const { status } = await runTruffleMigrations(session, {
    project,
    reset: options.reset,
    from: options.from,
    to: options.to,
    save: options.save,
    isInteractive: options.interactive,
    describesJson: options.describeJson,
    output: config.quiet ? undefined : createReportOutput(config.logger, context.stderr),
    resumeDirectory: config.build_directory,
    ...more,
  })
  if (status === 'up-to-date') config.logger.log('Network up to date.')
}

/** On mainnet a forgotten `console.log` costs everybody gas. */
function warnOfPrinting({ config, store }: TruffleSession): void {
  if (Number(config.network_id) !== 1) return
  const printing = findPrintingArtifacts(store)
  if (printing.length === 0) return
  config.logger.warn('\nSolidity console.log detected in the following assets:')
  config.logger.warn(printing.join(', '))
  config.logger.warn('')
  const { preventConsoleLogMigration } = Object(config['solidityLog'])
  if (preventConsoleLogMigration) throw printingContractsError()
}
