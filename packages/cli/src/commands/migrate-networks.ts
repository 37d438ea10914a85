import type { MigrationReport } from '@scaffold-evm/migrations'
import type { Project } from '@scaffold-evm/project'
import type { CommandContext, ExitCode } from '../internal/command.js'
import { errorToJson } from '../internal/format-error.js'
import { formatProposals } from '../internal/migrate/tell-proposals.js'
import { printJson } from '../internal/print.js'
import { assertNetworks, tellNetworkError } from '../internal/several-networks.js'
import { type Ended, hasSteps } from './migrate.js'

interface NetworkOutcome extends Ended {
  readonly network: string
}

/**
 * Runs `scaffold migrate --network a,b,c`: one network after the other, whatever becomes of those before. What was
 * done on one stays when another fails.
 */
export async function migrateNetworks(
  context: CommandContext,
  on: { readonly project: Project; readonly names: readonly string[]; readonly json: boolean },
  migrate: (network: string) => Promise<Ended>,
): Promise<ExitCode> {
  await assertNetworks(on.project, on.names)
  const outcomes: NetworkOutcome[] = []
  for (const network of on.names) {
    const outcome = await migrate(network).catch((error: unknown) => ({ error, report: undefined }))
    outcomes.push({ network, ...outcome })
    if (!on.json) await printOutcome(context, outcome)
    // An interruption is meant for all of them.
    if (context.signal.aborted && outcome.error !== undefined) throw outcome.error
    if (outcome.error !== undefined) tellNetworkError(context, network, outcome.error)
  }
  if (on.json) await printAllAsJson(context, outcomes)
  else await printComparison(context, outcomes)
  return outcomes.every(({ error }) => error === undefined) ? 0 : 1
}

async function printOutcome(
  { reporter }: CommandContext,
  { error, report, told }: Ended,
): Promise<void> {
  if (report === undefined || (error !== undefined && !hasSteps(report))) return
  const { formatMigrationReport } = await import('@scaffold-evm/migrations')
  reporter.line(`${formatMigrationReport(report, reporter.style)}\n`)
  if (told !== undefined) reporter.line(`${formatProposals(told)}\n`)
}

function reportsOf(outcomes: readonly NetworkOutcome[]): readonly MigrationReport[] {
  return outcomes.flatMap(({ report }) => report ?? [])
}

async function printComparison(
  { reporter }: CommandContext,
  outcomes: readonly NetworkOutcome[],
): Promise<void> {
  const { compareAddresses, formatComparedAddresses } = await import('@scaffold-evm/migrations')
  const reports = reportsOf(outcomes)
  const networks = reports.map(({ network }) => network)
  const compared = compareAddresses(reports)
  if (reports.length > 1 && compared.length > 0) {
    reporter.line(formatComparedAddresses(compared, networks, reporter.style))
  }
  const failed = outcomes.filter(({ error }) => error !== undefined).map(({ network }) => network)
  if (failed.length === 0) return
  const others = `what was done on the others stays`
  reporter.line(reporter.style.red(`\nFailed on ${failed.join(', ')}; ${others}`))
}

async function printAllAsJson(
  { reporter }: CommandContext,
  outcomes: readonly NetworkOutcome[],
): Promise<void> {
  const { compareAddresses, migrationReportToJson } = await import('@scaffold-evm/migrations')
  const networks = outcomes.map(({ network, error, report, told }) => ({
    network,
    ...(report === undefined ? {} : migrationReportToJson(report)),
    ...told,
    ...(error === undefined ? {} : errorToJson(error)),
  }))
  printJson(reporter, { networks, contracts: compareAddresses(reportsOf(outcomes)) })
}
