import type { GasOptions } from '../definitions/gas.js'
import { choiceError, usageError } from '../errors.js'
import type { CommandContext, CommandInput, ExitCode } from '../internal/command.js'

// Not beside the definition: what both import is a file of its own, which every start would load.
const gasActions = ['snapshot', 'profile'] as const

/** Runs `scaffold gas`. */
export async function run(
  context: CommandContext,
  { args, options }: CommandInput<GasOptions>,
): Promise<ExitCode> {
  const [got = '', target] = args
  const action = gasActions.find((candidate) => candidate === got)
  if (action === undefined) throw choiceError('The action', got, gasActions)
  assertFits(action, options)
  if (action === 'snapshot') {
    const { snapshotGas } = await import('../internal/gas/snapshot-gas.js')
    return snapshotGas(context, target, options)
  }
  const { profileGas } = await import('../internal/gas/profile-gas.js')
  return profileGas(context, target, options)
}

/** What an action does not understand is refused, so that nobody relies on it. */
function assertFits(action: (typeof gasActions)[number], options: GasOptions): void {
  const others: readonly (keyof GasOptions)[] =
    action === 'snapshot' ? ['test', 'out', 'network'] : ['check', 'diff', 'tolerance']
  const wrong = others.find((name) => options[name] !== undefined && options[name] !== false)
  if (wrong !== undefined) {
    throw usageError(
      `scaffold gas ${action} does not take --${wrong}`,
      `scaffold gas ${action === 'snapshot' ? 'profile' : 'snapshot'} does`,
    )
  }
}
