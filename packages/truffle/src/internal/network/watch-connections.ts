import { Socket } from 'node:net'
import { isLocalHost, type Place } from './probe.js'

/** Gets the place on this machine that a connection is about to be made to, which waits for what it gives. */
export type BeforeConnecting = (place: Place) => Promise<void> | undefined

const watchers = new Set<BeforeConnecting>()
const { connect } = Socket.prototype

/**
 * Lets connections that code of this process makes to this machine wait until somebody serves the place. Gives what ends
 * that.
 *
 * Limits: connections of other processes and threads are not seen.
 */
export function watchConnections(before: BeforeConnecting): () => void {
  watchers.add(before)
  Reflect.set(Socket.prototype, 'connect', connectWatched)
  return () => {
    watchers.delete(before)
    if (watchers.size === 0) Reflect.set(Socket.prototype, 'connect', connect)
  }
}

function connectWatched(this: Socket, ...args: unknown[]): Socket {
  const place = placeOf(args)
  const waits = place === undefined ? [] : [...watchers].map((before) => before(place))
  const go = (): Socket => Reflect.apply(connect, this, args)
  if (waits.every((wait) => wait === undefined)) return go()
  // What is written until then is kept.
  Reflect.set(this, 'connecting', true)
  void Promise.allSettled(waits).then(() => (this.destroyed ? this : go()))
  return this
}

/**
 * Node.js brings what `connect` of node:net is asked with into one form: options, and a callback. A socket that is told
 * itself to connect gets something else, and is not held back.
 */
function placeOf([normalized]: readonly unknown[]): Place | undefined {
  if (!Array.isArray(normalized)) return undefined
  const { host = 'localhost', port, path } = Object(normalized[0])
  // A pipe has a path instead; `http` gives null for none.
  if (typeof path === 'string' || !isLocalHost(String(host))) return undefined
  return { host: String(host), port: Number(port) }
}
