import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket, WebSocketServer } from 'ws'
import type { RpcContext, RpcNode } from '../rpc/context.js'
import { internalError } from '../rpc/rpc-error.js'
import { Subscriptions } from '../rpc/subscriptions.js'
import { answerText, errorText } from './json-rpc.js'
import type { OriginGuard } from './origin-guard.js'

/** What WebSockets are served from. */
export interface WebSocketHandlerOptions {
  readonly node: RpcNode
  readonly guard: OriginGuard
  readonly maxBodyBytes: number
  /** A client that lets so much wait unread is cut off. */
  readonly maxBufferedBytes: number
}

/** Requests of one connection that are answered at once; more wait in the socket. */
const maxInFlight = 100
/** How long a client has to answer that the connection is going to close. */
const closeGraceMs = 500

/** Serves JSON-RPC over WebSockets. */
export class WebSocketHandler {
  readonly #options: WebSocketHandlerOptions
  readonly #sockets = new Set<WebSocket>()
  #server: Promise<WebSocketServer> | undefined

  constructor(options: WebSocketHandlerOptions) {
    this.#options = options
  }

  /** Takes over a connection that asks to become a WebSocket. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Without a listener an error of the peer's would end the process.
    socket.on('error', () => socket.destroy())
    const refusal = this.#options.guard.refusal(request.headers)
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n${refusal}`)
      return
    }
    this.#server ??= this.#createServer()
    const server = await this.#server
    if (socket.destroyed) return
    server.handleUpgrade(request, socket, head, (client) => this.#serve(client))
  }

  /** Says goodbye to all clients, and cuts off those that do not answer. */
  async close(): Promise<void> {
    await Promise.all([...this.#sockets].map(closeSocket))
  }

  async #createServer(): Promise<WebSocketServer> {
    // 50 ms of loading that a node without WebSockets need not pay.
    const { WebSocketServer: Server } = await import('ws')
    return new Server({
      noServer: true,
      maxPayload: this.#options.maxBodyBytes,
      perMessageDeflate: false,
    })
  }

  #serve(client: WebSocket): void {
    const subscriptions = new Subscriptions(this.#options.node.chain, (subscription, result) =>
      this.#send(
        client,
        JSON.stringify({
          jsonrpc: '2.0',
          method: 'eth_subscription',
          params: { subscription, result },
        }),
      ),
    )
    const context: RpcContext = { ...this.#options.node, subscriptions }
    let inFlight = 0
    this.#sockets.add(client)
    client.on('error', () => client.terminate())
    client.on('close', () => {
      this.#sockets.delete(client)
      subscriptions.close()
    })
    client.on('message', (data) => {
      if (++inFlight >= maxInFlight) client.pause()
      this.#answer(client, context, data).finally(() => {
        if (--inFlight < maxInFlight && client.isPaused) client.resume()
      })
    })
  }

  async #answer(client: WebSocket, context: RpcContext, data: RawData): Promise<void> {
    let text: string | undefined
    try {
      text = await answerText(context, data.toString())
    } catch (error) {
      text = errorText(internalError(error))
    }
    if (text !== undefined) this.#send(client, text)
  }

  #send(client: WebSocket, text: string): void {
    if (client.readyState !== client.OPEN) return
    if (client.bufferedAmount > this.#options.maxBufferedBytes) client.terminate()
    else client.send(text)
  }
}

async function closeSocket(client: WebSocket): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => client.terminate(), closeGraceMs)
    client.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    // 1001: the server goes away.
    client.close(1001, 'the node stops')
  })
}
