import { copyOf } from '../../../state/copy.js'
import type { EngineExports, Pointer } from './engine-exports.js'

const limbMask = 0xffff_ffff_ffff_ffffn

/**
 * The linear memory of an engine. Words in it are little endian, bytes of the chain big endian; what is read out is a
 * copy.
 */
export class EngineMemory {
  readonly #memory: WebAssembly.Memory
  readonly #exports: EngineExports
  readonly #question: Pointer
  readonly #answer: Pointer
  #bytes: Uint8Array
  #view: DataView
  #askedAddress: Uint8Array
  #askedKey: Uint8Array

  constructor(exports: EngineExports) {
    const { memory, question, answer } = exports
    this.#exports = exports
    this.#memory = memory
    this.#question = question()
    this.#answer = answer()
    this.#bytes = new Uint8Array(memory.buffer)
    this.#view = new DataView(memory.buffer)
    this.#askedAddress = this.#bytes.subarray(this.#question, this.#question + 20)
    this.#askedKey = this.#bytes.subarray(this.#question, this.#question + 32)
  }

  get sizeBytes(): number {
    return this.bytes.length
  }

  /** All of it, until the engine runs again: growing ends views, and one that has ended has no length. */
  get bytes(): Uint8Array {
    if (this.#bytes.length === 0) this.#refresh()
    return this.#bytes
  }

  get view(): DataView {
    if (this.#bytes.length === 0) this.#refresh()
    return this.#view
  }

  /** The address that the engine asks for: a view, good until it asks again. */
  get askedAddress(): Uint8Array {
    if (this.#bytes.length === 0) this.#refresh()
    return this.#askedAddress
  }

  /** The key of a slot that the engine asks for or tells of: a view, good until it does again. */
  get askedKey(): Uint8Array {
    if (this.#bytes.length === 0) this.#refresh()
    return this.#askedKey
  }

  /** The word that the engine tells of, without leading zeros. */
  get answer(): Uint8Array {
    const end = this.#answer + 32
    return copyOf(this.bytes.subarray(end - this.uint32(end), end))
  }

  /** Answers with a word, which the engine has set to zero, in as many bytes as it has. */
  set answer(word: Uint8Array) {
    if (word.length > 0) this.bytes.set(word, this.#answer + 32 - word.length)
  }

  #refresh(): void {
    this.#bytes = new Uint8Array(this.#memory.buffer)
    this.#view = new DataView(this.#memory.buffer)
    this.#askedAddress = this.#bytes.subarray(this.#question, this.#question + 20)
    this.#askedKey = this.#bytes.subarray(this.#question, this.#question + 32)
  }

  uint32(place: Pointer): number {
    return this.view.getUint32(place, true)
  }

  int64(place: Pointer): bigint {
    return this.view.getBigInt64(place, true)
  }

  uint64(place: Pointer): bigint {
    return this.view.getBigUint64(place, true)
  }

  slice(place: Pointer, sizeBytes: number): Uint8Array {
    return this.bytes.slice(place, place + sizeBytes)
  }

  /** The word at `place`. */
  word(place: Pointer): bigint {
    const { view } = this
    const low = view.getBigUint64(place, true)
    const second = view.getBigUint64(place + 8, true)
    const high = view.getBigUint64(place + 16, true) | (view.getBigUint64(place + 24, true) << 64n)
    if (high !== 0n) return (high << 128n) | (second << 64n) | low
    return second === 0n ? low : (second << 64n) | low
  }

  setWord(place: Pointer, word: bigint): void {
    const { view } = this
    view.setBigUint64(place, word & limbMask, true)
    if (word <= limbMask) {
      view.setBigUint64(place + 8, 0n, true)
      view.setBigUint64(place + 16, 0n, true)
      view.setBigUint64(place + 24, 0n, true)
      return
    }
    view.setBigUint64(place + 8, (word >> 64n) & limbMask, true)
    view.setBigUint64(place + 16, (word >> 128n) & limbMask, true)
    view.setBigUint64(place + 24, word >> 192n, true)
  }

  /** Writes up to 32 bytes as a word. */
  setShortWord(place: Pointer, word: Uint8Array): void {
    this.bytes.set(word, this.#question)
    this.#exports.takeWord(place, word.length)
  }

  /** The word at `place` as 32 bytes. */
  wordBytes(place: Pointer): Uint8Array {
    return reversed(this.bytes, place, 32)
  }

  /** The 20 bytes of the address whose limbs are at `place`. */
  address(place: Pointer): Uint8Array {
    return reversed(this.bytes, place, 20)
  }
}

function reversed(bytes: Uint8Array, place: Pointer, size: number): Uint8Array {
  const result = new Uint8Array(size)
  for (let index = 0, last = place + size - 1; index < size; index++) {
    result[index] = bytes[last - index] ?? 0
  }
  return result
}
