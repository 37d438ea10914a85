import type { NodeReference } from './trie-node.js'

const most32Bits = 0xffff_ffffn
const most256Bits = 2n ** 256n - 1n
/** For a word: 32 bytes, and the four in front of them that are written with its first one. */
const wordRoom = 36
/** Sizes of buffers have at most 32 bits. */
const mostHeaderBytes = 5

const usualBytes = 1024
/** A longer buffer is not kept. */
const mostKeptBytes = 2 ** 20

/**
 * Writes RLP backwards, from the end of a buffer that is used again and again: what a header
 * announces has been written when the header is, so that no size is worked out in advance. Methods call few others:
 * a transaction writes hundreds of items, and a call costs more than an item until V8 has optimized it.
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
    if (this.#start === 0) this.#grow(1)
    this.#buffer[--this.#start] = byte
  }

  /** Bytes without a header. */
  raw(bytes: Uint8Array): void {
    const { length } = bytes
    if (length > this.#start) this.#grow(length)
    this.#start -= length
    // A loop over more beats the call only when V8 has optimized it, which costs more than it ever gains.
    if (length > 8) this.#buffer.set(bytes, this.#start)
    else this.#put(bytes, 0, length)
  }

  /** The bytes from `from` to `to` without a header. */
  part(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > this.#start) this.#grow(to - from)
    this.#start -= to - from
    this.#put(bytes, from, to)
  }

  #put(bytes: Uint8Array, from: number, to: number): void {
    const buffer = this.#buffer
    const offset = this.#start - from
    for (let index = from; index < to; index++) buffer[offset + index] = bytes[index] ?? 0
  }

  /** Bytes as a string. */
  string(bytes: Uint8Array): void {
    this.raw(bytes)
    const { length } = bytes
    if (length === 1 && (bytes[0] ?? 0) < 0x80) return
    if (length < 56) this.byte(0x80 + length)
    else this.#longHeader(0x80, length)
  }

  /** An unsigned integer as a string without leading zeros. */
  quantity(value: bigint): void {
    const room = value > most256Bits ? value.toString(16).length + wordRoom : wordRoom
    if (this.#start < room) this.#grow(room)
    const view = this.#view
    let start = this.#start
    let rest = value
    for (; rest > most32Bits; rest >>= 32n) {
      start -= 4
      view.setUint32(start, Number(BigInt.asUintN(32, rest)))
    }
    const top = Number(rest)
    view.setUint32(start - 4, top)
    start -= 4 - (Math.clz32(top) >> 3)
    const length = this.#start - start
    this.#start = start
    if (length === 1 && top < 0x80) return
    if (length < 56) this.byte(0x80 + length)
    else this.#longHeader(0x80, length)
  }

  /** The hash that stands in `words` from `place` on, as a string. */
  hash(words: Int32Array, place: number): void {
    if (this.#start < 33) this.#grow(33)
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
    if (this.#start < size) this.#grow(size)
    for (let index = size - 1; index >= 0; index--) {
      const word = slab[place + (index >> 2)] ?? 0
      this.#buffer[--this.#start] = (word >>> ((index & 3) * 8)) & 0xff
    }
  }

  /** The header that makes a string of all that was written since the size was `before`. */
  endString(before: number): void {
    const length = this.#buffer.length - this.#start - before
    if (length === 1 && (this.#buffer[this.#start] ?? 0) < 0x80) return
    if (length < 56) this.byte(0x80 + length)
    else this.#longHeader(0x80, length)
  }

  /** The header that makes a list of all that was written since the size was `before`. */
  endList(before: number): void {
    const length = this.#buffer.length - this.#start - before
    if (length < 56) this.byte(0xc0 + length)
    else this.#longHeader(0xc0, length)
  }

  #longHeader(offset: number, length: number): void {
    if (this.#start < mostHeaderBytes) this.#grow(mostHeaderBytes)
    const buffer = this.#buffer
    let start = this.#start
    for (let rest = length; rest > 0; rest >>>= 8) buffer[--start] = rest & 0xff
    const count = this.#start - start
    buffer[--start] = offset + 55 + count
    this.#start = start
  }

  /** Makes room for `count` bytes. */
  #grow(count: number): void {
    const { written } = this
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
