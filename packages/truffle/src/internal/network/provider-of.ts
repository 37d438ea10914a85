import { networkUnreachableError } from '../../errors/network.js'
import type { TruffleNetworkConfig } from '../../truffle-config.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import { adaptProvider } from './adapt-provider.js'
import { createHttpProvider } from './http-provider.js'
import { createWebSocketProvider } from './web-socket-provider.js'

/** Providers by what makes them: the function or object that the user wrote, or a URL. */
const byMaker = new WeakMap<object, TruffleProvider>()
const byUrl = new Map<string, TruffleProvider>()

/**
 * The provider of a network, whose name is for errors. Truffle calls a function at each access; here it is called once, since what it makes may
 * hold sockets, timers and state.
 *
 * @throws `TRUFFLE_PROVIDER_INVALID`, `TRUFFLE_NETWORK_UNREACHABLE` for a URL that is none
 */
export function providerOf(network: TruffleNetworkConfig, name: string): TruffleProvider {
  const { provider: maker } = network
  if (typeof maker === 'function' || (typeof maker === 'object' && maker !== null)) {
    const known = byMaker.get(maker)
    if (known !== undefined) return known
    const provider = adaptProvider(typeof maker === 'function' ? maker() : maker, name)
    byMaker.set(maker, provider)
    return provider
  }
  if (maker) return adaptProvider(maker, name)
  const url = urlOf(network)
  if (!URL.canParse(url)) throw networkUnreachableError(url, new Error('It is no URL.'))
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
