import type { DevchainServer } from '@scaffold-evm/devchain'
import type { NetworkLink } from './connect-network.js'
import type { Place } from './probe.js'
import { bridgeProvider } from './provider-bridge.js'
import { watchConnections } from './watch-connections.js'

/**
 * Serves a chain of this process at a place as soon as something in the process connects to it: libraries have addresses
 * of their own, such as ethers' `localhost:8545`, that no file of the project names.
 */
export function serveWhenAsked(
  link: NetworkLink,
  place: Place,
  onNotice: (text: string) => void,
): NetworkLink {
  let serving: Promise<void> | undefined
  let server: Served | undefined
  const serve = async (): Promise<void> => {
    try {
      server = await listen(link, { host: addressOf(place), port: place.port })
      const { url } = server
      onNotice(`Something connects to ${place.host}:${place.port}: the chain is served at ${url}.`)
    } catch {
      // Somebody else is there by now, and answers.
    }
  }
  const stopWatching = watchConnections(({ port }) => {
    if (port !== place.port) return undefined
    serving ??= serve()
    return serving
  })
  const close = async (): Promise<void> => {
    stopWatching()
    await server?.close()
    await link.close()
  }
  return { ...link, close }
}

type Served = Pick<DevchainServer, 'url' | 'close'>

/** The chain of Truffle 4 is in a realm or a thread of its own, and only its provider is here. */
function listen({ devchain, provider }: NetworkLink, place: Place): Promise<Served> {
  return devchain === undefined ? bridgeProvider(provider, place) : devchain.listen(place)
}

/** An address that is found under every name of this machine. */
function addressOf({ host }: Place): string {
  return host.includes(':') ? '::1' : '127.0.0.1'
}
