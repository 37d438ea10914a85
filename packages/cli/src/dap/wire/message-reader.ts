/** What was read: a JSON value, or why there is none. */
export type ReadMessage =
  | { readonly kind: 'message'; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly reason: string }

const headerEnd = Buffer.from('\r\n\r\n')
const mostHeaderBytes = 16 * 1024
const mostBodyBytes = 64 * 1024 * 1024

/** Takes messages out of a stream: a header with `Content-Length`, an empty line, JSON. Goes on after what it cannot read. */
export class MessageReader {
  #pending: Buffer = Buffer.alloc(0)
  /** Of the body that comes next; undefined while a header does. */
  #length: number | undefined

  /** The messages that are complete with these bytes. */
  push(chunk: Uint8Array): readonly ReadMessage[] {
    this.#pending = Buffer.concat([this.#pending, chunk])
    const read: ReadMessage[] = []
    for (;;) {
      const next = this.#length === undefined ? this.#header() : this.#body(this.#length)
      if (next === 'incomplete') return read
      if (next !== 'header') read.push(next)
    }
  }

  #header(): ReadMessage | 'incomplete' | 'header' {
    const end = this.#pending.indexOf(headerEnd)
    if (end === -1) {
      if (this.#pending.length <= mostHeaderBytes) return 'incomplete'
      this.#pending = Buffer.alloc(0)
      return { kind: 'malformed', reason: `a header of more than ${mostHeaderBytes} bytes` }
    }
    const header = this.#take(end + headerEnd.length).toString('latin1')
    const digits = /(?:^|\n)content-length:[ \t]*(\d+)[ \t]*\r\n/i.exec(header)?.[1]
    const length = Number(digits ?? Number.NaN)
    if (!(length <= mostBodyBytes)) {
      const got = JSON.stringify(header.trim().slice(0, 80))
      return { kind: 'malformed', reason: `expected a header with Content-Length, got ${got}` }
    }
    this.#length = length
    return 'header'
  }

  #body(length: number): ReadMessage | 'incomplete' {
    if (this.#pending.length < length) return 'incomplete'
    const text = this.#take(length).toString('utf8')
    this.#length = undefined
    try {
      return { kind: 'message', value: JSON.parse(text) }
    } catch {
      const got = JSON.stringify(text.slice(0, 80))
      return { kind: 'malformed', reason: `expected JSON, got ${got}` }
    }
  }

  #take(count: number): Buffer {
    const taken = this.#pending.subarray(0, count)
    this.#pending = this.#pending.subarray(count)
    return taken
  }
}
