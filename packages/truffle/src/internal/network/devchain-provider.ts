import { setImmediate } from 'node:timers/promises'
import type { RequestArguments } from '@scaffold-evm/common'
import type { Devchain } from '@scaffold-evm/devchain'
import type { TruffleProvider } from '../../truffle-provider.js'
import { createCallbackProvider } from './callback-provider.js'

/** A provider for a chain in this process. `url` is where it is served as well. */
export function createDevchainProvider(devchain: Devchain, url?: string): TruffleProvider {
  const request = (args: RequestArguments): Promise<unknown> => answer(devchain, args)
  const provider = createCallbackProvider({ request, events: devchain })
  return url === undefined ? provider : Object.assign(provider, { host: url })
}

/**
 * Gives everybody else a turn before each answer, as a node elsewhere does: a chain that answers at once would let no
 * timer fire, and events of a subscription arrive before web3 knows that it has one.
 */
async function answer(devchain: Devchain, args: RequestArguments): Promise<unknown> {
  try {
    return await devchain.request(args)
  } finally {
    await setImmediate()
  }
}
