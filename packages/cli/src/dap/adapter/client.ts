import type { Readable, Writable } from 'node:stream'
import { dapMessageMalformed } from '../../errors.js'
import { type DapAnswer, type DapEvent, type DapRequest, isJsonObject } from '../protocol.js'
import { encodeMessage } from '../wire/encode-message.js'
import { MessageReader, type ReadMessage } from '../wire/message-reader.js'

/** The streams to a client. */
export interface ClientStreams {
  readonly input: Readable
  readonly output: Writable
}

/** An editor that debugs, at the other end of a stream. */
export class DapClient {
  readonly #streams: ClientStreams
  readonly #reader = new MessageReader()
  #lastSeq = 0

  constructor(streams: ClientStreams) {
    this.#streams = streams
    // Who is gone need not be told.
    streams.output.on('error', () => undefined)
  }

  /** Gives each request that comes, until the client is gone. What cannot be understood is answered, and passed over. */
  listen(onRequest: (request: DapRequest) => void): Promise<void> {
    const { input } = this.#streams
    return new Promise((resolve) => {
      input.on('data', (chunk: Uint8Array) => {
        for (const read of this.#reader.push(chunk)) this.#take(read, onRequest)
      })
      for (const event of ['end', 'close', 'error']) input.once(event, () => resolve())
    })
  }

  answer({ seq, command }: DapRequest, answer: DapAnswer): void {
    this.#send({ type: 'response', request_seq: seq, command, ...answer })
  }

  tell({ event, body }: DapEvent): void {
    this.#send({ type: 'event', event, body })
  }

  #take(read: ReadMessage, onRequest: (request: DapRequest) => void): void {
    const found = read.kind === 'malformed' ? read.reason : toRequest(read.value)
    if (typeof found === 'string') this.#complain(found)
    else onRequest(found)
  }

  /** There is no request that this would answer. */
  #complain(reason: string): void {
    const { message, code } = dapMessageMalformed(reason)
    this.tell({ event: 'output', body: { category: 'stderr', output: `${code}: ${message}\n` } })
  }

  #send(message: object): void {
    this.#lastSeq += 1
    this.#streams.output.write(encodeMessage({ seq: this.#lastSeq, ...message }))
  }
}

/** The request that a message is, or why it is none. */
function toRequest(value: unknown): DapRequest | string {
  if (!isJsonObject(value) || value.type !== 'request') {
    return `expected a request, got ${JSON.stringify(value).slice(0, 80)}`
  }
  const { seq, command, arguments: args } = value
  if (typeof seq !== 'number' || typeof command !== 'string') {
    return 'expected a request with seq and command'
  }
  return { seq, command, arguments: isJsonObject(args) ? args : {} }
}
