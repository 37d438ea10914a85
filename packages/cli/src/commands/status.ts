import type { StatusCommandOptions } from '../definitions/status.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'
import { compileIfAsked } from '../internal/compile-project.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold status`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<StatusCommandOptions>,
): Promise<ExitCode> {
  const { reporter } = context
  const project = await context.loadProject()
  await compileIfAsked(context, project, options)
  const { formatStatus, readStatus } = await import('@scaffold-evm/migrations/deployments')
  const { network, offline, timeout: timeoutMs, json } = options
  const networks = await readStatus(project, { network, offline, timeoutMs })
  if (json) printJson(reporter, networks)
  else if (networks.length > 0) reporter.line(formatStatus(networks, reporter.style))
  else reporter.line(`Nothing is recorded: ${nothingHint(context)}`)
  // A request that nobody waits for any more must not keep the process alive.
  return { exitCode: 0 }
}

function nothingHint({ isTruffleProject }: CommandContext): string {
  return isTruffleProject
    ? 'scaffold networks lists what Truffle deployed, scaffold deployments import takes it over'
    : 'scaffold migrate --network <name> deploys'
}
