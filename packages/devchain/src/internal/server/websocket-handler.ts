import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import type { RpcNode } from '../rpc/context.js'
import { RpcError, rpcCode } from '../rpc/rpc-error.js'
import type { ServerLimits } from './limits.js'
import type { OriginGuard } from './origin-guard.js'
import { refuseSocket } from './refuse-socket.js'
import { WebSocketSession } from './websocket-session.js'

/** What WebSockets are served from. */
export interface WebSocketHandlerOptions {
  readonly node: RpcNode
  readonly guard: OriginGuard
  readonly limits: ServerLimits
}

/** How long a client has to answer that the connection is going to close. */
const closeGraceMs = 500
/** How often clients are asked whether they are still there. */
const heartbeatMs = 30_000

/** Serves JSON-RPC over WebSockets. */
export class WebSocketHandler {
  readonly #options: WebSocketHandlerOptions
  readonly #sessions = new Map<WebSocket, WebSocketSession>()
  #server: Promise<WebSocketServer> | undefined
  #heartbeat: NodeJS.Timeout | undefined

  constructor(options: WebSocketHandlerOptions) {
    this.#options = options
  }

  /** Takes over a connection that asks to become a WebSocket. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Without a listener an error of the peer's would end the process.
    socket.on('error', () => socket.destroy())
    const refusal = this.#options.guard.refusal(request.headers)
    if (refusal !== undefined) {
      return refuseSocket(socket, '403 Forbidden', new RpcError(rpcCode.invalidRequest, refusal))
    }
    this.#server ??= this.#createServer()
    const server = await this.#server
    if (socket.destroyed) return
    server.handleUpgrade(request, socket, head, (client) => this.#serve(client))
  }

  /** Answers what was asked, for at most `graceMs`, says goodbye, and cuts off those that do not answer. */
  async close(graceMs: number): Promise<void> {
    clearInterval(this.#heartbeat)
    await Promise.all(
      [...this.#sessions].map(async ([client, session]) => {
        await atMost(graceMs, session.idle())
        await closeSocket(client)
      }),
    )
  }

  async #createServer(): Promise<WebSocketServer> {
    // 50 ms of loading that a node without WebSockets need not pay.
    const { WebSocketServer: Server } = await import('ws')
    return new Server({
      noServer: true,
      maxPayload: this.#options.limits.maxBodyBytes,
      perMessageDeflate: false,
    })
  }

  #serve(client: WebSocket): void {
    const { node, limits } = this.#options
    this.#sessions.set(client, new WebSocketSession(client, node, limits))
    client.on('close', () => this.#sessions.delete(client))
    this.#heartbeat ??= setInterval(() => this.#checkAll(), heartbeatMs).unref()
  }

  /** A peer that vanished says nothing, and would hold its subscriptions for ever. */
  #checkAll(): void {
    for (const session of this.#sessions.values()) session.checkAlive()
  }
}

async function atMost(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([work, timeout])
  clearTimeout(timer)
}

async function closeSocket(client: WebSocket): Promise<void> {
  if (client.readyState === client.CLOSED) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => client.terminate(), closeGraceMs)
    client.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    // A client that was not read from cannot say goodbye.
    if (client.isPaused) client.resume()
    // 1001: the server goes away.
    client.close(1001, 'the node stops')
  })
}
