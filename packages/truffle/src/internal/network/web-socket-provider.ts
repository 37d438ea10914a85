import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import { networkUnreachableError } from '../../errors/network.js'
import type { TruffleProvider } from '../../truffle-provider.js'
import { createCallbackProvider } from './callback-provider.js'
import { errorOf, type RpcErrorObject } from './rpc-answer.js'

/** A node over a WebSocket. */
export interface WebSocketProvider extends TruffleProvider {
  readonly host: string
  disconnect(): void
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

/** What comes over the socket: an answer, or news of a subscription. */
interface Incoming {
  readonly id?: number
  readonly result?: unknown
  readonly error?: RpcErrorObject
  readonly method?: string
  readonly params?: { readonly subscription: string; readonly result: unknown }
}

/** A provider for a `ws:` or `wss:` URL. It connects at the first request. */
export function createWebSocketProvider(url: string): WebSocketProvider {
  const events = new EventEmitter().setMaxListeners(0)
  const waiting = new Map<number, Waiting>()
  let connecting: Promise<WebSocket> | undefined
  let id = 0
  const connect = (): Promise<WebSocket> => {
    connecting ??= openSocket(url, (message) => {
      if (message.id === undefined) announce(events, message)
      else settle(waiting, message)
    }).then((socket) => {
      socket.on('close', () => {
        connecting = undefined
        for (const { reject } of waiting.values()) reject(networkUnreachableError(url, undefined))
        waiting.clear()
        events.emit('disconnect', { code: 4900, message: 'The connection was closed' })
      })
      return socket
    })
    return connecting
  }
  const provider = createCallbackProvider({
    events,
    async request({ method, params }) {
      const socket = await connect()
      id += 1
      const own = id
      const answer = new Promise((resolve, reject) => waiting.set(own, { resolve, reject }))
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: own, method, params: params ?? [] }))
      return answer
    },
  })
  const disconnect = (): void => {
    connecting?.then((socket) => socket.terminate()).catch(() => undefined)
  }
  return Object.assign(provider, { host: url, disconnect })
}

function settle(waiting: Map<number, Waiting>, { id = 0, result, error }: Incoming): void {
  const asked = waiting.get(id)
  waiting.delete(id)
  if (error) asked?.reject(errorOf(error))
  else asked?.resolve(result)
}

function announce(events: EventEmitter, { method, params }: Incoming): void {
  if (method === 'eth_subscription') events.emit('message', { type: method, data: params })
}

async function openSocket(url: string, onMessage: (message: Incoming) => void): Promise<WebSocket> {
  const { WebSocket: Socket } = await import('ws')
  const socket = new Socket(url)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', (error) => reject(networkUnreachableError(url, error)))
  })
  socket.on('message', (data) => onMessage(JSON.parse(String(data)) as Incoming))
  return socket
}
