import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { MigrationReport, PlanToApply } from '@scaffold-evm/migrations'
import type { Connection, Project } from '@scaffold-evm/project'
import type { MigrateOptions } from '../definitions/migrate.js'
import { usageError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { explained } from '../internal/explain-failure.js'
import { errorToJson, formatError } from '../internal/format-error.js'
import { printJson } from '../internal/print.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold migrate`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<MigrateOptions>,
): Promise<ExitCode> {
  const plan = await givenPlan(context, options)
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  return withConnection(project, options.network, async (connection) => {
    const { error: failure, report } = await migrate(
      context,
      { project, connection },
      { ...options, plan },
    )
    const error = failure && (await explained(context, { project, connection }, failure))
    if (report !== undefined) await printReport(context, report, error, options)
    if (error === undefined) return 0
    // Its JSON has the error already; an interruption is told of in one way everywhere.
    if (report === undefined || !options.json || context.signal.aborted) throw error
    const { reporter, globals, version, stderr } = context
    const { stackTraces } = globals
    stderr.write(formatError(error, reporter.errorStyle, { stackTraces, version }))
    return 1
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

/** How a run ended; with an error, `report` is what was done before it, if a run began at all. */
interface Outcome {
  readonly error: unknown
  readonly report: MigrationReport | undefined
}

async function migrate(
  { logReporter: reporter, signal }: CommandContext,
  on: { readonly project: Project; readonly connection: Connection },
  { reset, dryRun, to, from, replace, accept, plan }: WithPlan,
): Promise<Outcome> {
  const { runMigrations } = await import('@scaffold-evm/migrations')
  let failed: MigrationReport | undefined
  const onFailed = (report: MigrationReport): void => {
    failed = report
  }
  const range = { ...(to === undefined ? {} : { to }), ...(from === undefined ? {} : { from }) }
  try {
    const planned = plan === undefined ? {} : { plan }
    const options = {
      reset,
      dryRun,
      replace,
      accept,
      reporter,
      signal,
      onFailed,
      ...range,
      ...planned,
    }
    return { error: undefined, report: await runMigrations(on.project, on.connection, options) }
  } catch (error) {
    return { error, report: failed }
  }
}

async function printReport(
  { reporter }: CommandContext,
  report: MigrationReport,
  error: unknown,
  { json }: MigrateOptions,
): Promise<void> {
  const { formatMigrationReport, migrationReportToJson } = await import('@scaffold-evm/migrations')
  if (json) {
    const failure = error === undefined ? {} : errorToJson(error)
    printJson(reporter, { ...migrationReportToJson(report), ...failure })
  } else if (error === undefined || hasSteps(report)) {
    reporter.line(formatMigrationReport(report, reporter.style))
  }
}

function hasSteps({ files }: MigrationReport): boolean {
  return files.some(({ steps, recorded }) => steps.length + recorded.length > 0)
}
