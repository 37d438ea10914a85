import type { Devchain } from '@scaffold-evm/devchain'
import type { TruffleProvider } from '../../truffle-provider.js'
import { createCallbackProvider } from './callback-provider.js'

/** A provider for a chain in this process. `url` is where it is served as well. */
export function createDevchainProvider(devchain: Devchain, url?: string): TruffleProvider {
  const provider = createCallbackProvider({
    request: (args) => devchain.request(args),
    events: devchain,
  })
  return url === undefined ? provider : Object.assign(provider, { host: url })
}
