import { commandUsageError } from '@scaffold-evm/truffle'
import type { TruffleInput } from './truffle-command.js'

/**
 * `--url`, which says as much as `--network` does.
 *
 * @throws `TRUFFLE_COMMAND_USAGE` when both are given
 */
export function nodeUrl({ options }: TruffleInput): string | undefined {
  const { url, network } = options
  if (url !== undefined && network !== undefined) {
    throw commandUsageError(
      'Mutually exclusive options, --url and --network detected!',
      'Please use either --url or --network and try again.',
    )
  }
  return typeof url === 'string' ? url : undefined
}
