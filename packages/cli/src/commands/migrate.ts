import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Hex, isHex } from '@scaffold-evm/common'
import type { MigrationReport, PlanToApply } from '@scaffold-evm/migrations'
import type { Proposal } from '@scaffold-evm/migrations/proposals'
import type { Connection, Project } from '@scaffold-evm/project'
import type { MigrateOptions } from '../definitions/migrate.js'
import { usageError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { explained } from '../internal/explain-failure.js'
import { errorToJson, formatError } from '../internal/format-error.js'
import { confirmProduction } from '../internal/migrate/confirm-production.js'
import { beside } from '../internal/migrate/proposal-files.js'
import {
  formatProposals,
  type ToldProposals,
  tellProposals,
} from '../internal/migrate/tell-proposals.js'
import { printJson } from '../internal/print.js'
import { networkNames } from '../internal/several-networks.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold migrate`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<MigrateOptions>,
): Promise<ExitCode> {
  assertTogether(options)
  const names = networkNames(options.network)
  const plan = await givenPlan(context, options)
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const { propose } = options
  const isOneOfMany = propose !== undefined && names.length > 1
  const migrateOn = (network: string | undefined): Promise<Ended> => {
    // What one Safe has to sign is not what the Safe of another network has to.
    const file = isOneOfMany ? beside(propose, `.${network}`) : propose
    return migrateNetwork(context, project, { ...options, plan, network, propose: file })
  }
  if (names.length > 1) {
    const { migrateNetworks } = await import('./migrate-networks.js')
    return migrateNetworks(context, { project, names, json: options.json }, migrateOn)
  }
  const { report, error, told } = await migrateOn(names[0])
  if (report !== undefined) await printReport(context, { report, error, told }, options)
  if (error === undefined) return 0
  // Its JSON has the error already; an interruption is told of in one way everywhere.
  if (report === undefined || !options.json || context.signal.aborted) throw error
  const { reporter, globals, version, stderr } = context
  const { stackTraces } = globals
  stderr.write(formatError(error, reporter.errorStyle, { stackTraces, version }))
  return 1
}

/** How a run ended; with an error, `report` is what was done before it, if a run began at all. */
export interface Ended {
  readonly error: unknown
  readonly report: MigrationReport | undefined
  readonly told?: ToldProposals | undefined
}

function migrateNetwork(
  context: CommandContext,
  project: Project,
  options: WithPlan,
): Promise<Ended> {
  return withConnection(project, options.network, async (connection) => {
    // A plan was reviewed, and nothing else is done.
    const isHarmless = options.dryRun || options.printOnly || options.plan !== undefined
    if (!isHarmless) await confirmProduction(context, connection, options)
    const outcome = await migrate(context, { project, connection }, options)
    const { error: failure, report, proposals } = outcome
    const error = failure && (await explained(context, { project, connection }, failure))
    const where = { file: options.propose, cwd: context.cwd }
    const told = proposals && (await tellProposals(connection, proposals, where))
    return { error, report, told }
  })
}

type WithPlan = Omit<MigrateOptions, 'plan'> & { readonly plan: PlanToApply | undefined }

/** A plan says by itself what is done. */
async function givenPlan(
  { cwd }: CommandContext,
  { plan, reset, dryRun, to, from, replace }: MigrateOptions,
): Promise<PlanToApply | undefined> {
  if (plan === undefined) return undefined
  const isSaidTwice = reset || dryRun || to !== undefined || from !== undefined
  if (isSaidTwice || replace.length > 0) {
    throw usageError(
      'scaffold migrate --plan does what the plan says: --reset, --dry-run, --from, --to and --replace do not go with it',
      'Give them to scaffold plan',
    )
  }
  const content = await readFile(resolve(cwd, plan), 'utf8').catch(() => undefined)
  if (content === undefined) throw usageError(`There is no file ${plan}`)
  const { parsePlanFile } = await import('@scaffold-evm/migrations/plan')
  return parsePlanFile(content, plan)
}

interface Outcome {
  readonly error: unknown
  readonly report: MigrationReport | undefined
  /** What others are to sign, where that was asked for. */
  readonly proposals: readonly Proposal[] | undefined
}

async function migrate(
  { logReporter: reporter, signal }: CommandContext,
  on: { readonly project: Project; readonly connection: Connection },
  options: WithPlan,
): Promise<Outcome> {
  const { reset, to, from, replace, accept, plan } = options
  let failed: MigrationReport | undefined
  const onFailed = (report: MigrationReport): void => {
    failed = report
  }
  const executed = options.executed.map(transactionHash)
  const range = { ...(to === undefined ? {} : { to }), ...(from === undefined ? {} : { from }) }
  const planned = plan === undefined ? {} : { plan }
  const shared = {
    reset,
    replace,
    accept,
    executed,
    reporter,
    signal,
    onFailed,
    ...range,
    ...planned,
  }
  try {
    if (isProposing(options)) {
      const { proposeMigrations } = await import('@scaffold-evm/migrations/proposals')
      const scope = options.printOnly ? 'all' : 'foreign'
      const own = { ...shared, scope } as const
      return { error: undefined, ...(await proposeMigrations(on.project, on.connection, own)) }
    }
    const { runMigrations } = await import('@scaffold-evm/migrations')
    const own = { ...shared, dryRun: options.dryRun }
    const report = await runMigrations(on.project, on.connection, own)
    return { error: undefined, report, proposals: undefined }
  } catch (error) {
    return { error, report: failed, proposals: undefined }
  }
}

function isProposing({
  propose,
  printOnly,
}: Pick<MigrateOptions, 'propose' | 'printOnly'>): boolean {
  return propose !== undefined || printOnly
}

/** @throws `USAGE` when options exclude each other. */
function assertTogether(options: MigrateOptions): void {
  const { dryRun, printOnly, reset, propose, plan, network, executed } = options
  const isOfOne = plan !== undefined || isProposing(options) || executed.length > 0
  if (isOfOne && networkNames(network).length > 1) {
    throw usageError(
      '--plan, --propose, --print-only and --executed are of one network: they do not go with several',
    )
  }
  if (dryRun && isProposing(options)) {
    throw usageError(
      `--dry-run tries all steps out; ${printOnly ? '--print-only' : '--propose'} cannot be given with it`,
    )
  }
  if (printOnly && reset) {
    throw usageError(
      '--reset forgets what is deployed; --print-only changes nothing and cannot be given with it',
    )
  }
  if (printOnly && plan !== undefined) {
    throw usageError('--print-only does not follow a plan; give one of --print-only and --plan')
  }
  if (propose === '') throw usageError('--propose wants the name of a file, e.g. proposal.json')
}

function transactionHash(got: string): Hex {
  if (isHex(got) && got.length === 66) return got
  throw usageError(
    `--executed is ${JSON.stringify(got)}; expected the hash of a transaction (0x and 64 hexadecimal digits)`,
  )
}

async function printReport(
  { reporter }: CommandContext,
  ended: {
    readonly report: MigrationReport
    readonly error: unknown
    readonly told: ToldProposals | undefined
  },
  { json, propose }: MigrateOptions,
): Promise<void> {
  const { report, error, told } = ended
  const { formatMigrationReport, migrationReportToJson } = await import('@scaffold-evm/migrations')
  if (json) {
    const failure = error === undefined ? {} : errorToJson(error)
    printJson(reporter, { ...migrationReportToJson(report), ...told, ...failure })
    return
  }
  // Printed transactions are for programs: nothing stands before them.
  const isPrinted = told !== undefined && told.transactions.length > 0 && propose === undefined
  if (!isPrinted && (error === undefined || hasSteps(report))) {
    reporter.line(formatMigrationReport(report, reporter.style))
  }
  if (told !== undefined) reporter.line(formatProposals(told))
}

/** Whether a report has something to tell. */
export function hasSteps({ files }: MigrationReport): boolean {
  return files.some(({ steps, recorded }) => steps.length + recorded.length > 0)
}
