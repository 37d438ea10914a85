import type { TruffleLogger, TruffleNetworkConfig } from '../../truffle-config.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import { adaptProvider } from './adapt-provider.js'
import { createHttpProvider } from './http-provider.js'
import { createWebSocketProvider } from './web-socket-provider.js'

/** What making a provider needs besides the network. */
export interface ProviderContext {
  readonly logger: TruffleLogger
}

/** Providers by what makes them: the function or object that the user wrote, or a URL. */
const byMaker = new WeakMap<object, TruffleProvider>()
const byUrl = new Map<string, TruffleProvider>()

/**
 * The provider of a network. Truffle calls a function at each access; here it is called once, since what it makes may
 * hold sockets, timers and state.
 *
 * @throws `TRUFFLE_PROVIDER_INVALID`
 */
export function providerOf(
  network: TruffleNetworkConfig,
  _context?: ProviderContext,
): TruffleProvider {
  const { provider: maker } = network
  if (typeof maker === 'function' || (typeof maker === 'object' && maker !== null)) {
    const known = byMaker.get(maker)
    if (known !== undefined) return known
    const made: unknown = typeof maker === 'function' ? maker() : maker
    const provider = adaptProvider(made, String(network['network_id']))
    byMaker.set(maker, provider)
    return provider
  }
  const url = urlOf(network)
  const known = byUrl.get(url)
  if (known !== undefined) return known
  const provider = /^wss?:/.test(url) ? createWebSocketProvider(url) : createHttpProvider(url)
  byUrl.set(url, provider)
  return provider
}

/** Where a network without a provider of its own is. */
export function urlOf({ url, websockets, host, port }: TruffleNetworkConfig): string {
  if (typeof url === 'string' && url !== '') return url
  return `${websockets ? 'ws' : 'http'}://${host ?? '127.0.0.1'}:${port ?? 8545}`
}
