import type { NetworkLink } from './connect-network.js'
import type { Place } from './probe.js'
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
  const { devchain } = link
  if (devchain === undefined) return link
  let serving: Promise<void> | undefined
  const serve = async (): Promise<void> => {
    try {
      const { url } = await devchain.listen({ host: addressOf(place), port: place.port })
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
  const close = (): Promise<void> => {
    stopWatching()
    return link.close()
  }
  return { ...link, close }
}

/** An address that is found under every name of this machine. */
function addressOf({ host }: Place): string {
  return host.includes(':') ? '::1' : '127.0.0.1'
}
