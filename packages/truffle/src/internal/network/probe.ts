import { Socket } from 'node:net'

/** A host and a port. */
export interface Place {
  readonly host: string
  readonly port: number
}

/** Where a URL points when that is this machine. */
export function localPlaceOf(url: string): Place | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname, port, protocol } = new URL(url)
  if (!isLocalHost(hostname)) return undefined
  const usual = protocol === 'https:' || protocol === 'wss:' ? 443 : 80
  return { host: hostname.replaceAll(/[[\]]/g, ''), port: port === '' ? usual : Number(port) }
}

/** Whether a host, as it is written in URLs or elsewhere, is this machine. */
export function isLocalHost(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|::1?)$/.test(host)
}

/** Whether anybody accepts connections there. A refusal comes at once. */
export function isServed({ host, port }: Place, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    // Not `connect` of node:net, whose connections are watched, see `watchConnections`.
    const socket = new Socket().setTimeout(timeoutMs).connect({ host, port })
    const end = (isOpen: boolean): void => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
