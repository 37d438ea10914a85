import type { Duplex } from 'node:stream'
import type { RpcError } from '../rpc/rpc-error.js'
import { errorText } from './rpc-response.js'

/** Answers a connection that no request could be read from, and ends it. */
export function refuseSocket(socket: Duplex, status: string, error: RpcError): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const text = errorText(error)
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}
