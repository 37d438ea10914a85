import { subscribe } from 'node:diagnostics_channel'
import { Socket } from 'node:net'
import { isLocalHost, type Place } from './probe.js'

/** Gets the place on this machine that a connection is about to be made to, which waits for what it gives. */
export type BeforeConnecting = (place: Place) => Promise<void> | undefined

/** What Node.js tells of each connection that it is about to make. */
const channel = 'net.client.socket'

/**
 * Lets connections that code of this process makes to this machine wait until somebody serves the place. Gives what ends
 * that.
 *
 * Limits: connections of other processes and threads are not seen.
 */
export function watchConnections(before: BeforeConnecting): () => void {
  // Once and for good: it costs next to nothing while nobody watches.
  if (!isHearing) subscribe(channel, hear)
  isHearing = true
  watchers.add(before)
  return () => {
    watchers.delete(before)
  }
}

const watchers = new Set<BeforeConnecting>()
let isHearing = false

function hear(message: unknown): void {
  if (watchers.size === 0) return
  const socket: unknown = Reflect.get(Object(message), 'socket')
  if (!(socket instanceof Socket)) return
  for (const before of watchers) holdBack(socket, before)
}

function holdBack(socket: Socket, before: BeforeConnecting): void {
  const connect = socket.connect
  const later = (...args: unknown[]): Socket => {
    Reflect.deleteProperty(socket, 'connect')
    const place = placeOf(args)
    const wait = place === undefined ? undefined : before(place)
    const go = (): Socket => Reflect.apply(connect, socket, args)
    if (wait === undefined) return go()
    // What is written until then is kept.
    Reflect.set(socket, 'connecting', true)
    const resume = (): Socket => (socket.destroyed ? socket : go())
    void wait.then(resume, resume)
    return socket
  }
  Object.defineProperty(socket, 'connect', { value: later, configurable: true, writable: true })
}

/** Node.js brings what a connection is asked with into one form: options, and a callback. */
function placeOf([normalized]: readonly unknown[]): Place | undefined {
  const options: unknown = Array.isArray(normalized) ? normalized[0] : undefined
  const { host = 'localhost', port, path } = Object(options)
  // A pipe has a path instead; `http` gives null for none.
  if (typeof path === 'string' || !isLocalHost(String(host))) return undefined
  return { host: String(host), port: Number(port) }
}
