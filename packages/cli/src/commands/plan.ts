import { resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { MigrationPlan } from '@scaffold-evm/migrations/plan'
import type { Connection, Project } from '@scaffold-evm/project'
import type { PlanCommandOptions } from '../definitions/plan.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { explained } from '../internal/explain-failure.js'
import { errorToJson, formatError } from '../internal/format-error.js'
import { printJson } from '../internal/print.js'
import { withConnection } from '../internal/with-connection.js'

/** Runs `scaffold plan`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<PlanCommandOptions>,
): Promise<ExitCode> {
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  return withConnection(project, options.network, async (connection) => {
    const { error: failure, plan } = await makePlan(context, { project, connection }, options)
    if (failure !== undefined) {
      const error = await explained(context, { project, connection }, failure)
      return tellFailure(context, { error, plan }, options)
    }
    if (plan === undefined) return 1
    if (options.out !== undefined) await keepPlan(context, plan, options.out)
    await printPlan(context, plan, options)
    return plan.status === 'up-to-date' ? 0 : 2
  })
}

/** With an error, `plan` is what was found before it, if anything was. */
interface Outcome {
  readonly error: unknown
  readonly plan: MigrationPlan | undefined
}

async function makePlan(
  { logReporter: reporter, signal }: CommandContext,
  on: { readonly project: Project; readonly connection: Connection },
  { to, from, replace }: PlanCommandOptions,
): Promise<Outcome> {
  const { planMigrations } = await import('@scaffold-evm/migrations/plan')
  let failed: MigrationPlan | undefined
  const onFailed = (plan: MigrationPlan): void => {
    failed = plan
  }
  const choice = {
    ...(to === undefined ? {} : { to }),
    ...(from === undefined ? {} : { from }),
    ...(replace.length === 0 ? {} : { replace }),
  }
  try {
    const options = { ...choice, reporter, signal, onFailed }
    return { error: undefined, plan: await planMigrations(on.project, on.connection, options) }
  } catch (error) {
    return { error, plan: failed }
  }
}

async function tellFailure(
  context: CommandContext,
  { error, plan }: Outcome,
  options: PlanCommandOptions,
): Promise<ExitCode> {
  const { reporter, globals, version, stderr, signal } = context
  const isTold = plan !== undefined && plan.status === 'pending' && !signal.aborted
  if (isTold) await printPlan(context, plan, options, error)
  if (!isTold || !options.json) throw error
  const { stackTraces } = globals
  stderr.write(formatError(error, reporter.errorStyle, { stackTraces, version }))
  return 1
}

async function printPlan(
  { reporter }: CommandContext,
  plan: MigrationPlan,
  { json, all }: PlanCommandOptions,
  error?: unknown,
): Promise<void> {
  const { formatMigrationPlan, migrationPlanToJson } = await import('@scaffold-evm/migrations/plan')
  if (json) {
    printJson(reporter, {
      ...migrationPlanToJson(plan),
      ...(error === undefined ? {} : errorToJson(error)),
    })
  } else {
    reporter.line(
      formatMigrationPlan(plan, reporter.style, { all, isComplete: error === undefined }),
    )
  }
}

async function keepPlan(
  { cwd, reporter }: CommandContext,
  plan: MigrationPlan,
  file: string,
): Promise<void> {
  const { formatPlanFile } = await import('@scaffold-evm/migrations/plan')
  await writeFileAtomic(resolve(cwd, file), formatPlanFile(plan))
  reporter.info(`The plan is in ${file}`)
}
