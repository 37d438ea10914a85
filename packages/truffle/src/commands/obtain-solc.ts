import type { Reporter } from '@scaffold-evm/common'
import { parseVersionName, parseVersionRange } from '@scaffold-evm/compiler'
import { commandUsageError } from '../errors/command.js'
import { createTruffleSolcProvider, newestInRange } from '../internal/compile/choose-solc.js'
import type { EventManager } from '../internal/events/event-manager.js'

/** What is needed to fetch a compiler. */
export interface ObtainSolcOptions {
  readonly root: string
  readonly reporter: Reporter
  readonly signal?: AbortSignal | undefined
  /** Who hears of what is fetched. @default nobody */
  readonly events?: Pick<EventManager, 'tell'> | undefined
}

/**
 * Has a compiler on this machine, so that it can be used without network later; gives its version.
 *
 * @throws `TRUFFLE_COMMAND_USAGE`, `SOLC_NOT_CACHED`, `SOLC_VERSION_UNKNOWN`
 */
export async function obtainSolc(
  wanted: string | undefined,
  options: ObtainSolcOptions,
): Promise<string> {
  if (wanted === undefined || wanted === '') {
    throw commandUsageError(
      'You have specified a compiler that is unsupported by Truffle.',
      'Name a version of solc: obtain --solc=0.8.21',
    )
  }
  const provider = createTruffleSolcProvider(options)
  if (parseVersionName(wanted) !== undefined) {
    return (await provider.resolve(wanted, '--solc')).longVersion
  }
  if (parseVersionRange(wanted) === undefined) {
    throw commandUsageError(
      `You must specify a valid solc version to download. You specified: "${wanted}".`,
    )
  }
  return (await newestInRange(wanted, provider)).longVersion
}
