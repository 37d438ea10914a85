import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import type { CorsPolicy } from '../../listen-options.js'

/** Decides who may talk to the node. */
export interface OriginGuard {
  /** Why the request is refused, or undefined when it may pass. */
  refusal(headers: IncomingHttpHeaders): string | undefined
  /** What Access-Control-Allow-Origin is to say, or undefined for nothing. */
  allowedOrigin(headers: IncomingHttpHeaders): string | undefined
}

/** Wallets that run as browser extensions are not web pages; nobody can fake their scheme from one. */
const extensionSchemes = /^(?:chrome|moz|safari-web)-extension:\/\//

/**
 * Keeps web pages from driving somebody's node: pages of other origins need `cors`, and a name that
 * was rebound to the loopback address (DNS rebinding) is not a name of this node.
 */
export function createOriginGuard(host: string, cors: CorsPolicy): OriginGuard {
  const checksHost = isLoopback(host)
  const isLocal = (header: string): boolean => isLocalName(hostname(header), host)
  const isAllowed = (origin: string): boolean =>
    typeof cors === 'boolean' ? cors : cors.includes(origin) || cors.includes('*')
  return {
    refusal({ host: wanted, origin }) {
      if (checksHost && !isLocal(wanted ?? '')) {
        return `The Host header "${wanted ?? ''}" does not name this node. Use localhost or 127.0.0.1`
      }
      if (origin === undefined || extensionSchemes.test(origin)) return undefined
      // A page at a name of its own that now leads here is of the same origin, and a stranger.
      if (origin === `http://${wanted}` && isLocal(wanted ?? '')) return undefined
      if (isAllowed(origin)) return undefined
      return `The origin "${origin}" may not use this node. Allow it with the cors option`
    },
    allowedOrigin({ origin }) {
      if (origin === undefined) return undefined
      return isAllowed(origin) || extensionSchemes.test(origin) ? origin : undefined
    },
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function isLocalName(name: string, host: string): boolean {
  return name === host || name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0
}

/** The name in a Host header, without port and brackets. */
function hostname(header: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(header)
  return (bracketed?.[1] ?? header.replace(/:\d+$/, '')).toLowerCase()
}
