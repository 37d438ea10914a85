import { commandUsageError } from '@scaffold-evm/truffle'
import type { TruffleInput } from './truffle-command.js'

/**
 * `--url`, which says as much as `--network` does.
 *
 * @throws `TRUFFLE_COMMAND_USAGE` when both are given, or it is no URL
 */
export function nodeUrl({ options }: TruffleInput): string | undefined {
  const { url, network } = options
  if (url !== undefined && network !== undefined) {
    throw commandUsageError(
      'Mutually exclusive options, --url and --network detected!',
      'Please use either --url or --network and try again.',
    )
  }
  if (typeof url !== 'string') return undefined
  if (!URL.canParse(url)) {
    throw commandUsageError(
      `--url takes the address of a node, got "${url}"`,
      'For example: --url http://127.0.0.1:8545',
    )
  }
  return url
}
