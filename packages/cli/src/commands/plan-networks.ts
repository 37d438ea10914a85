import type { Project } from '@scaffold-evm/project'
import type { PlanCommandOptions } from '../definitions/plan.js'
import type { CommandContext, ExitCode } from '../internal/command.js'
import { errorToJson } from '../internal/format-error.js'
import { printJson } from '../internal/print.js'
import { assertNetworks, tellNetworkError } from '../internal/several-networks.js'
import { type PlanOutcome, printPlan } from './plan.js'

interface NetworkOutcome extends PlanOutcome {
  readonly network: string
}

/** Runs `scaffold plan --network a,b,c`: a plan of each. */
export async function planNetworks(
  context: CommandContext,
  on: {
    readonly project: Project
    readonly names: readonly string[]
    readonly options: PlanCommandOptions
  },
  planOn: (network: string) => Promise<PlanOutcome>,
): Promise<ExitCode> {
  await assertNetworks(on.project, on.names)
  const outcomes: NetworkOutcome[] = []
  for (const network of on.names) {
    const outcome = await planOn(network).catch((error: unknown) => ({ error, plan: undefined }))
    outcomes.push({ network, ...outcome })
    if (context.signal.aborted && outcome.error !== undefined) throw outcome.error
    if (!on.options.json) await printOutcome(context, outcome, on.options)
    if (outcome.error !== undefined) tellNetworkError(context, network, outcome.error)
  }
  if (on.options.json) await printAllAsJson(context, outcomes)
  return exitCode(outcomes)
}

async function printOutcome(
  context: CommandContext,
  { plan, error }: PlanOutcome,
  options: PlanCommandOptions,
): Promise<void> {
  if (plan === undefined || (error !== undefined && plan.status !== 'pending')) return
  await printPlan(context, plan, options, error)
  context.reporter.line('')
}

async function printAllAsJson(
  { reporter }: CommandContext,
  outcomes: readonly NetworkOutcome[],
): Promise<void> {
  const { migrationPlanToJson } = await import('@scaffold-evm/migrations/plan')
  const networks = outcomes.map(({ network, error, plan }) => ({
    network,
    ...(plan === undefined ? {} : migrationPlanToJson(plan)),
    ...(error === undefined ? {} : errorToJson(error)),
  }))
  printJson(reporter, { networks })
}

/** As of one network: an error is worse than something to do. */
function exitCode(outcomes: readonly NetworkOutcome[]): ExitCode {
  if (outcomes.some(({ error }) => error !== undefined)) return 1
  return outcomes.every(({ plan }) => plan?.status === 'up-to-date') ? 0 : 2
}
