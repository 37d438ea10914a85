import { resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { MigrationPlan } from '@scaffold-evm/migrations/plan'
import type { Connection, DeploymentRecord, Project } from '@scaffold-evm/project'
import type { PlanCommandOptions } from '../definitions/plan.js'
import { usageError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { explained } from '../internal/explain-failure.js'
import { errorToJson, formatError } from '../internal/format-error.js'
import { printJson } from '../internal/print.js'
import { networkNames } from '../internal/several-networks.js'
import { withConnection } from '../internal/with-connection.js'
import { assertGraphFiles, writeGraphs } from '../internal/write-graphs.js'

/** Runs `scaffold plan`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<PlanCommandOptions>,
): Promise<ExitCode> {
  const names = networkNames(options.network)
  assertGraphFiles(options.graph)
  assertOneNetwork(names, options)
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const planOn = (network: string | undefined): Promise<PlanOutcome> =>
    planNetwork(context, project, { ...options, network })
  if (names.length > 1) {
    const { planNetworks } = await import('./plan-networks.js')
    return planNetworks(context, { project, names, options }, planOn)
  }
  const { error, plan, record } = await planOn(names[0])
  if (error !== undefined) return tellFailure(context, { error, plan }, options)
  if (plan === undefined) return 1
  if (options.out !== undefined) await keepPlan(context, plan, options.out)
  if (record !== undefined) await keepGraphs(context, { plan, record }, options.graph)
  await printPlan(context, plan, options)
  return plan.status === 'up-to-date' ? 0 : 2
}

/** Files are of one network. */
function assertOneNetwork(names: readonly string[], { out, graph }: PlanCommandOptions): void {
  if (names.length < 2 || (out === undefined && graph.length === 0)) return
  throw usageError(
    '--out and --graph do not go with several networks: a file has the plan of one',
    'Run scaffold plan for each network',
  )
}

function planNetwork(
  context: CommandContext,
  project: Project,
  options: PlanCommandOptions,
): Promise<PlanOutcome> {
  return withConnection(project, options.network, async (connection) => {
    const outcome = await makePlan(context, { project, connection }, options)
    if (outcome.error === undefined) return outcome
    return { ...outcome, error: await explained(context, { project, connection }, outcome.error) }
  })
}

/** With an error, `plan` is what was found before it, if anything was. */
export interface PlanOutcome {
  readonly error: unknown
  readonly plan: MigrationPlan | undefined
  /** What the record would be. */
  readonly record?: DeploymentRecord | undefined
}

async function makePlan(
  { logReporter: reporter, signal }: CommandContext,
  on: { readonly project: Project; readonly connection: Connection },
  { to, from, replace }: PlanCommandOptions,
): Promise<PlanOutcome> {
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
  let record: DeploymentRecord | undefined
  const onRecord = (planned: DeploymentRecord): void => {
    record = planned
  }
  try {
    const options = { ...choice, reporter, signal, onFailed, onRecord }
    const plan = await planMigrations(on.project, on.connection, options)
    return { error: undefined, plan, record }
  } catch (error) {
    return { error, plan: failed }
  }
}

async function tellFailure(
  context: CommandContext,
  { error, plan }: PlanOutcome,
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

/** Prints a plan, as text or as JSON with its error. */
export async function printPlan(
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

async function keepGraphs(
  { cwd, reporter }: CommandContext,
  { plan, record }: { readonly plan: MigrationPlan; readonly record: DeploymentRecord },
  files: readonly string[],
): Promise<void> {
  if (files.length === 0) return
  const { createDeploymentGraph, planMarks } = await import('@scaffold-evm/migrations/graph')
  await writeGraphs(createDeploymentGraph(record, planMarks(plan)), files, cwd)
  reporter.info(`The graph is in ${files.join(', ')}`)
}
