import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { listenFailedError, portInUseError } from '../../errors/devchain.js'
import type { DevchainServer, ListenOptions } from '../../listen-options.js'
import type { RpcNode } from '../rpc/context.js'
import { RpcError, rpcCode } from '../rpc/rpc-error.js'
import { HttpHandler } from './http-handler.js'
import type { ServerLimits } from './limits.js'
import { createOriginGuard } from './origin-guard.js'
import { PlainConnections } from './plain-connections.js'
import { refuseSocket } from './refuse-socket.js'
import { resolveListenOptions } from './resolve-listen-options.js'
import { serveWithoutUpgrade } from './serve-without-upgrade.js'
import { WebSocketHandler } from './websocket-handler.js'

/** How long requests that are being answered may take when the node stops. */
const closeGraceMs = 5_000

/**
 * Serves a node.
 *
 * @throws `PORT_IN_USE`, `LISTEN_FAILED`, `DEVCHAIN_OPTION_INVALID`
 */
export async function listen(node: RpcNode, options: ListenOptions = {}): Promise<DevchainServer> {
  const { port, host, cors, explain, onRequest, limits } = resolveListenOptions(options)
  const guard = createOriginGuard(host, cors)
  const served: RpcNode = { ...node, onRequest }
  const context = { ...served, subscriptions: undefined }
  const http = new HttpHandler({ context, guard, limits, explain })
  const sockets = new WebSocketHandler({ node: served, guard, limits })
  const server = createHttpServer(http, limits)
  const plain = answerPlainRequests(server, http)
  server.on('upgrade', (request, socket, head) => {
    if (asksForWebSocket(request)) {
      sockets.upgrade(request, socket, head).catch(() => socket.destroy())
    } else {
      const { maxBodyBytes } = limits
      serveWithoutUpgrade(server, request, { socket, head, maxBodyBytes }).catch(() =>
        socket.destroy(),
      )
    }
  })
  await startListening(server, port, host)
  const { port: actualPort } = server.address() as AddressInfo
  const authority = `${host.includes(':') ? `[${host}]` : host}:${actualPort}`
  return {
    url: `http://${authority}`,
    wsUrl: `ws://${authority}`,
    host,
    port: actualPort,
    close: once(async () => {
      http.close()
      plain.close()
      await stopListening(server, { sockets, plain })
    }),
  }
}

/** Clients keep connections for longer than Node's 5 s, and lose requests when one closes under them. */
const keepAliveMs = 65_000
/** A client that reads nothing of its answer for so long is cut off. */
const unreadTimeoutMs = 120_000

function createHttpServer(http: HttpHandler, limits: ServerLimits): Server {
  const { requestTimeoutMs, maxConnections } = limits
  const server = createServer(
    {
      keepAliveTimeout: keepAliveMs,
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(requestTimeoutMs, 20_000),
      connectionsCheckingInterval: Math.min(requestTimeoutMs, 5_000),
    },
    (request, response) => http.answer(request, response),
  )
  server.maxConnections = maxConnections
  // A long execution is not an idle connection: only what is not read counts.
  server.setTimeout(unreadTimeoutMs, (socket) => {
    if (socket.writableLength > 0) socket.destroy()
  })
  server.on('clientError', refuseClient)
  return server
}

function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

const refusals: Readonly<Record<string, readonly [status: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large'],
}

function refuseClient(error: NodeJS.ErrnoException, socket: Duplex): void {
  const [status, message] = refusals[error.code ?? ''] ?? [
    '400 Bad Request',
    'The request is not HTTP/1.1',
  ]
  refuseSocket(socket, status, new RpcError(rpcCode.invalidRequest, message))
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

/** Has plain requests answered before Node's HTTP server sees them. */
function answerPlainRequests(server: Server, http: HttpHandler): PlainConnections {
  // What `createServer` listens with.
  const serve = server.listeners('connection')
  server.removeAllListeners('connection')
  const plain = new PlainConnections({
    http,
    keepAliveMs,
    serveOtherwise: (socket) => {
      for (const listener of serve) listener.call(server, socket)
    },
  })
  server.on('connection', (socket) => plain.accept(socket))
  return plain
}

/** What connections are served by. */
interface Connections {
  readonly sockets: WebSocketHandler
  readonly plain: PlainConnections
}

async function stopListening(server: Server, { sockets, plain }: Connections): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  // A connection whose answer was on its way becomes idle only later.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const timer = setTimeout(() => {
    server.closeAllConnections()
    plain.destroy()
  }, closeGraceMs)
  await sockets.close(closeGraceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(timer)
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= action()
    return running
  }
}
