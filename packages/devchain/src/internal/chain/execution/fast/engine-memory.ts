import type { Pointer } from './engine-exports.js'

const limbMask = 0xffff_ffff_ffff_ffffn

/**
 * The linear memory of an engine. Words in it are little endian, bytes of the chain big endian; what is read out is a
 * copy.
 */
export class EngineMemory {
  readonly #memory: WebAssembly.Memory
  #bytes: Uint8Array
  #view: DataView

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory
    this.#bytes = new Uint8Array(memory.buffer)
    this.#view = new DataView(memory.buffer)
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

  #refresh(): void {
    this.#bytes = new Uint8Array(this.#memory.buffer)
    this.#view = new DataView(this.#memory.buffer)
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

  /** The word at `place` as bytes without leading zeros. */
  shortWord(place: Pointer): Uint8Array {
    const { bytes } = this
    let size = 32
    while (size > 0 && bytes[place + size - 1] === 0) size--
    return reversed(bytes, place, size)
  }

  /** Writes up to 32 bytes as a word. */
  setShortWord(place: Pointer, word: Uint8Array): void {
    const { bytes } = this
    bytes.fill(0, place + word.length, place + 32)
    for (let index = 0, last = word.length - 1; index <= last; index++) {
      bytes[place + index] = word[last - index] ?? 0
    }
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
