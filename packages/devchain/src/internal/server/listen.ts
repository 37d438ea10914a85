import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listenFailedError, portInUseError } from '../../errors.js'
import type { AnsweredRequest, RpcNode } from '../rpc/context.js'
import { createHttpHandler } from './http-handler.js'
import { type CorsPolicy, createOriginGuard } from './origin-guard.js'
import { WebSocketHandler } from './websocket-handler.js'

/** Where and how a chain listens. */
export interface ListenOptions {
  /** 0 takes any free port. @default 8545 */
  readonly port?: number
  /** Name or address to bind to. Anything but a loopback address lets the network in. @default '127.0.0.1' */
  readonly host?: string
  /**
   * Web pages that may use the node: none, all (`true`), or those of these origins, e.g.
   * `['http://localhost:3000']`. Programs that are not web pages need none of it. @default false
   */
  readonly cors?: CorsPolicy
  /** Largest request that is read, in bytes. @default 10 MiB */
  readonly maxBodyBytes?: number
  /** A WebSocket client that leaves more unread is cut off, in bytes. @default 16 MiB */
  readonly maxBufferedBytes?: number
  /** Hears of every request when it is answered, e.g. to log it. */
  readonly onRequest?: (request: AnsweredRequest) => void
}

/** A chain that listens for HTTP and WebSocket JSON-RPC on one port. */
export interface DevchainServer {
  /** e.g. `http://127.0.0.1:8545` */
  readonly url: string
  /** e.g. `ws://127.0.0.1:8545` */
  readonly wsUrl: string
  readonly host: string
  readonly port: number
  /** Stops listening, ends all connections, resolves when the port is free. */
  close(): Promise<void>
}

const mebibyte = 1024 * 1024
/** How long requests that are being answered may take when the node stops. */
const closeGraceMs = 1_000

/**
 * Serves a node.
 *
 * @throws `PORT_IN_USE`, `LISTEN_FAILED`
 */
export async function listen(node: RpcNode, options: ListenOptions = {}): Promise<DevchainServer> {
  const { port = 8545, host = '127.0.0.1', cors = false } = options
  const { maxBodyBytes = 10 * mebibyte, maxBufferedBytes = 16 * mebibyte } = options
  const guard = createOriginGuard(host, cors)
  const served: RpcNode = { ...node, onRequest: options.onRequest }
  const context = { ...served, subscriptions: undefined }
  const server = createServer(createHttpHandler({ context, guard, maxBodyBytes }))
  const sockets = new WebSocketHandler({ node: served, guard, maxBodyBytes, maxBufferedBytes })
  server.on('upgrade', (request, socket, head) => {
    sockets.upgrade(request, socket, head).catch(() => socket.destroy())
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })
  // Clients keep connections for longer than Node's 5 s, and lose requests when one closes under them.
  server.keepAliveTimeout = 65_000
  await startListening(server, port, host)
  const { port: actualPort } = server.address() as AddressInfo
  const authority = `${host.includes(':') ? `[${host}]` : host}:${actualPort}`
  return {
    url: `http://${authority}`,
    wsUrl: `ws://${authority}`,
    host,
    port: actualPort,
    close: once(() => stopListening(server, sockets)),
  }
}

async function startListening(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? portInUseError(port, host, error)
          : listenFailedError(port, host, error),
      ),
    )
    server.listen(port, host, resolve)
  })
  // What fails from now on fails for one connection, which Node closes.
  server.on('error', () => undefined)
}

async function stopListening(server: Server, sockets: WebSocketHandler): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), closeGraceMs)
  await sockets.close()
  await closed
  clearTimeout(timer)
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= action()
    return running
  }
}
