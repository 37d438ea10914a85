import type { Project } from '@scaffold-evm/project'
import type { CommandContext } from './command.js'
import { formatError } from './format-error.js'

/** The names that `--network a,b,c` gives, each once; none when it is not given. */
export function networkNames(given: string | undefined): readonly string[] {
  const names = (given ?? '').split(',').map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

/** Before anything is done on the first of several. @throws `NETWORK_UNKNOWN`. */
export async function assertNetworks(project: Project, names: readonly string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(project.config.networks, name))
  // It says which ones there are.
  if (unknown !== undefined) await project.connect(unknown)
}

/** Says on which of several networks something failed, and goes on. */
export function tellNetworkError(
  { reporter, globals, version, stderr }: CommandContext,
  network: string,
  error: unknown,
): void {
  const { stackTraces } = globals
  const text = formatError(error, reporter.errorStyle, { stackTraces, version })
  stderr.write(`${reporter.errorStyle.bold(network)}: ${text}\n`)
}
