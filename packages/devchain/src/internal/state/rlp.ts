import type { NodeReference } from './trie-node.js'

const most32Bits = 0xffff_ffffn

const usualBytes = 1024
/** A longer buffer is not kept. */
const mostKeptBytes = 2 ** 20

/**
 * Writes RLP backwards, from the end of a buffer that is used again and again: what a header
 * announces has been written when the header is, so that no size is worked out in advance.
 */
export class RlpWriter {
  #buffer: Uint8Array
  #view: DataView
  /** Where what was written begins. */
  #start: number

  constructor(capacity: number = usualBytes) {
    this.#buffer = new Uint8Array(capacity)
    this.#view = new DataView(this.#buffer.buffer)
    this.#start = capacity
  }

  /** The number of bytes written since the last restart. */
  get size(): number {
    return this.#buffer.length - this.#start
  }

  /** What was written since the last restart: a view, good until the next one. */
  get written(): Uint8Array {
    return this.#buffer.subarray(this.#start)
  }

  /** A copy of that. */
  copy(): Uint8Array {
    return this.#buffer.slice(this.#start)
  }

  restart(): void {
    if (this.#buffer.length > mostKeptBytes) {
      this.#buffer = new Uint8Array(usualBytes)
      this.#view = new DataView(this.#buffer.buffer)
    }
    this.#start = this.#buffer.length
  }

  byte(byte: number): void {
    this.#reserve(1)
    this.#buffer[--this.#start] = byte
  }

  /** Bytes without a header. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#start -= bytes.length
    // A loop over more beats the call only when V8 has optimized it, which costs more than it ever gains.
    if (bytes.length > 8) this.#buffer.set(bytes, this.#start)
    else this.#put(bytes, 0, bytes.length)
  }

  /** The bytes from `from` to `to` without a header. */
  part(bytes: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from)
    this.#start -= to - from
    this.#put(bytes, from, to)
  }

  #put(bytes: Uint8Array, from: number, to: number): void {
    const offset = this.#start - from
    for (let index = from; index < to; index++) this.#buffer[offset + index] = bytes[index] ?? 0
  }

  /** Bytes as a string. */
  string(bytes: Uint8Array): void {
    const before = this.size
    this.raw(bytes)
    this.endString(before)
  }

  /** An unsigned integer as a string without leading zeros. */
  quantity(value: bigint): void {
    const before = this.size
    let rest = value
    for (; rest > most32Bits; rest >>= 32n) {
      this.#top32(Number(BigInt.asUintN(32, rest)))
      this.#start -= 4
    }
    const top = Number(rest)
    this.#top32(top)
    this.#start -= 4 - (Math.clz32(top) >> 3)
    this.endString(before)
  }

  /** The hash that stands in `words` from `place` on, as a string. */
  hash(words: Int32Array, place: number): void {
    this.#reserve(33)
    const start = this.#start - 32
    const view = this.#view
    for (let word = 0; word < 8; word++) {
      view.setInt32(start + word * 4, words[place + word] ?? 0, true)
    }
    view.setUint8(start - 1, 0xa0)
    this.#start = start - 1
  }

  /** How a parent refers to the node of `reference`, which must be known. */
  reference({ slab, place, size }: NodeReference): void {
    if (slab === undefined) return
    if (size === 32) this.hash(slab, place)
    else this.#inline(slab, place, size)
  }

  #inline(slab: Int32Array, place: number, size: number): void {
    this.#reserve(size)
    for (let index = size - 1; index >= 0; index--) {
      const word = slab[place + (index >> 2)] ?? 0
      this.#buffer[--this.#start] = (word >>> ((index & 3) * 8)) & 0xff
    }
  }

  /** The header that makes a string of all that was written since the size was `before`. */
  endString(before: number): void {
    const length = this.size - before
    if (length === 1 && (this.#buffer[this.#start] ?? 0) < 0x80) return
    this.#header(0x80, length)
  }

  /** The header that makes a list of all that was written since the size was `before`. */
  endList(before: number): void {
    this.#header(0xc0, this.size - before)
  }

  #header(offset: number, length: number): void {
    if (length < 56) {
      this.byte(offset + length)
      return
    }
    let count = 0
    for (let rest = length; rest > 0; rest >>>= 8) {
      this.byte(rest & 0xff)
      count++
    }
    this.byte(offset + 55 + count)
  }

  /** Writes before the start, which it does not move. */
  #top32(value: number): void {
    this.#reserve(4)
    this.#view.setUint32(this.#start - 4, value)
  }

  #reserve(count: number): void {
    if (count <= this.#start) return
    const written = this.written
    this.#buffer = new Uint8Array((written.length + count) * 2)
    this.#view = new DataView(this.#buffer.buffer)
    this.#start = this.#buffer.length - written.length
    this.#buffer.set(written, this.#start)
  }
}

/** A word, without leading zeros, as RLP has it. */
export function encodeString(bytes: Uint8Array): Uint8Array {
  const writer = new RlpWriter(bytes.length + 5)
  writer.string(bytes)
  return writer.written
}
