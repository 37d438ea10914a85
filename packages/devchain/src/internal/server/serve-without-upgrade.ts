import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { RpcError, rpcCode } from '../rpc/rpc-error.js'
import { refuseSocket } from './refuse-socket.js'

/** A connection that Node.js has let go of. */
export interface LetGo {
  readonly socket: Duplex
  /** What came after the request. */
  readonly head: Buffer
  readonly maxBodyBytes: number
}

/** Headers that offer another protocol. */
const offers: ReadonlySet<string> = new Set(['upgrade', 'connection', 'http2-settings'])
/** Headers that say where a body ends. */
const bounds: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding'])

/**
 * Serves a request as if it had not offered another protocol: Java's client offers HTTP/2 with its first
 * request, and is content with HTTP/1.1. Node.js has let go of the connection, so it is told to read the
 * request again.
 */
export async function serveWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  { socket, head, maxBodyBytes }: LetGo,
): Promise<void> {
  const body = await readAtMost(request, maxBodyBytes)
  if (body === undefined) {
    const message = `Request too large: at most ${maxBodyBytes} bytes`
    refuseSocket(socket, '413 Payload Too Large', new RpcError(rpcCode.invalidRequest, message))
    return
  }
  socket.unshift(Buffer.concat([startOf(request, body), body, head]))
  server.emit('connection', socket)
}

/** What a request begins with, without its offers. */
function startOf({ method, url, rawHeaders }: IncomingMessage, body: Buffer): Buffer {
  // Until Node.js 25 the body is in what follows the request, as its headers say; later it was read.
  const wasRead = body.length > 0
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2)
    const key = name.toLowerCase()
    if (!offers.has(key) && !(wasRead && bounds.has(key))) lines.push(`${name}: ${value}`)
  }
  if (wasRead) lines.push(`Content-Length: ${body.length}`)
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}

/** Undefined when there is more. */
async function readAtMost(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  // The connection stays, to be answered on.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk)
    sizeBytes += bytes.length
    if (sizeBytes > maxBytes) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
