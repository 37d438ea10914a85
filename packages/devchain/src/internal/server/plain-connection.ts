import type { Socket } from 'node:net'
import { RecentMap } from '../recent-map.js'
import { httpDate } from './http-date.js'
import type { HttpHandler, PlainAnswer } from './http-handler.js'
import { type PlainHead, parsePlainHead } from './plain-head.js'

/** How plain requests are answered. */
export interface PlainConnectionOptions {
  readonly http: HttpHandler
  /** Serves a connection with Node's HTTP server, from the bytes on that were put back. */
  readonly serveOtherwise: (socket: Socket) => void
  /** A connection that sends nothing for so long is ended. */
  readonly keepAliveMs: number
}

/**
 * A connection that sends one plain request after the other, each in one piece. With the first that is
 * anything else it goes, with all its bytes, to Node's HTTP server, and stays there.
 */
export class PlainConnection {
  readonly #socket: Socket
  readonly #options: PlainConnectionOptions
  readonly #onGone: () => void
  readonly #keepAlive: string
  #isAnswering = false
  #isClosing = false
  /** What arrived while a request was answered. */
  #waiting: Buffer | undefined
  /** A client's heads differ in the length of the body alone. */
  readonly #heads = new RecentMap<PlainHead>(16)

  /** @param onGone - Called once, when the connection is closed or served otherwise. */
  constructor(socket: Socket, options: PlainConnectionOptions, onGone: () => void) {
    this.#socket = socket
    this.#options = options
    this.#onGone = onGone
    this.#keepAlive = `connection: keep-alive\r\nkeep-alive: timeout=${Math.floor(options.keepAliveMs / 1000)}\r\n`
    socket.setNoDelay(true)
    socket.setTimeout(options.keepAliveMs)
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('timeout', this.#onTimeout)
    socket.on('error', this.#onError)
    socket.on('close', this.#onGone)
  }

  close(): void {
    this.#isClosing = true
    if (!this.#isAnswering) this.#socket.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#isAnswering) {
      this.#socket.pause()
      this.#waiting = chunk
      return
    }
    const body = this.#readBody(chunk)
    if (body === undefined) this.#serveOtherwise(chunk)
    else this.#answer(body)
  }

  /** The body of a chunk that is one whole plain request. */
  #readBody(chunk: Buffer): Buffer | undefined {
    const end = chunk.indexOf('\r\n\r\n')
    if (end === -1) return undefined
    const head = this.#headOf(chunk.toString('latin1', 0, end))
    const bodyAt = end + 4
    if (head === undefined || chunk.length - bodyAt !== head.contentLength) return undefined
    return chunk.subarray(bodyAt)
  }

  /** Of a head that may pass. */
  #headOf(text: string): PlainHead | undefined {
    const known = this.#heads.get(text)
    if (known !== undefined) return known
    const head = parsePlainHead(text)
    if (head === undefined || !this.#options.http.admits(head)) return undefined
    this.#heads.set(text, head)
    return head
  }

  #answer(body: Buffer): void {
    this.#isAnswering = true
    this.#options.http
      .answerPlain(body.toString('utf8'), () => !this.#socket.writable)
      .then(this.#send, () => this.#socket.destroy())
  }

  readonly #send = ({ status, text, onSent }: PlainAnswer): void => {
    if (!this.#socket.writable) {
      onSent?.()
      return
    }
    const length = `content-length: ${Buffer.byteLength(text)}\r\n`
    const type = status === '204 No Content' ? '' : `content-type: application/json\r\n${length}`
    const connection = this.#isClosing ? 'connection: close\r\n' : this.#keepAlive
    this.#socket.write(
      `HTTP/1.1 ${status}\r\n${type}date: ${httpDate()}\r\n${connection}\r\n${text}`,
      onSent,
    )
    if (this.#isClosing) this.#socket.end()
    else if (this.#socket.writableNeedDrain) this.#socket.once('drain', this.#next)
    else this.#next()
  }

  /** Takes the next request, or what came of it already. */
  readonly #next = (): void => {
    const waiting = this.#waiting
    if (waiting === undefined) {
      this.#isAnswering = false
      return
    }
    this.#waiting = undefined
    // The block of what was sent may be sealed in the next turn: it is there for what was asked after it.
    setImmediate(() => {
      this.#isAnswering = false
      this.#socket.resume()
      this.#onData(waiting)
    })
  }

  #serveOtherwise(chunk: Buffer): void {
    const { serveOtherwise } = this.#options
    const socket = this.#socket
    socket.off('data', this.#onData)
    socket.off('end', this.#onEnd)
    socket.off('timeout', this.#onTimeout)
    socket.off('error', this.#onError)
    socket.off('close', this.#onGone)
    socket.setTimeout(0)
    this.#onGone()
    socket.unshift(chunk)
    serveOtherwise(socket)
  }

  readonly #onEnd = (): void => {
    this.#socket.end()
  }

  readonly #onTimeout = (): void => {
    // A long execution is not an idle connection: only what is not read counts.
    if (!this.#isAnswering || this.#socket.writableLength > 0) this.#socket.destroy()
  }

  readonly #onError = (): void => {
    this.#socket.destroy()
  }
}
