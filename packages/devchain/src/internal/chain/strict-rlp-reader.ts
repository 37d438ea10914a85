import { bytesToBigint } from '@scaffold-evm/common'

const shortString = 0x80
const longString = 0xb8
const emptyList = 0xc0
const longList = 0xf8
/** Content that is shorter has a header of one byte. */
const leastLong = 56
/** Up to 16 MB. */
const mostLengthBytes = 3

const noBytes = new Uint8Array(0)

/**
 * Reads a list in RLP from front to back. What is not encoded as it has to be reads as empty and is remembered: whoever
 * read all of it asks once, at the end, whether it was.
 */
export class StrictRlpReader {
  readonly #bytes: Uint8Array
  #place: number
  #isStrict = true

  /** Of the list that takes all of `bytes` from `place` on. */
  constructor(bytes: Uint8Array, place: number) {
    this.#bytes = bytes
    this.#place = place
    const first = bytes[place] ?? 0
    const length = first < longList ? this.#short(first - emptyList) : this.#long(first - longList)
    if (first < emptyList || this.#place + length !== bytes.length) this.#fail()
  }

  /** Where the next item begins. */
  get place(): number {
    return this.#place
  }

  /** Whether all of the list was read, and encoded as it has to be. */
  get isDone(): boolean {
    return this.#isStrict && this.#place === this.#bytes.length
  }

  /** A byte string: a view. */
  string(): Uint8Array {
    const first = this.#bytes[this.#place] ?? 0
    if (first < shortString) return this.#take(1)
    if (first >= emptyList) return this.#fail()
    if (first >= longString) return this.#take(this.#long(first - longString))
    const content = this.#take(this.#short(first - shortString))
    // A byte that stands for itself has no header.
    return content.length === 1 && (content[0] ?? 0) < shortString ? this.#fail() : content
  }

  /** An unsigned integer of at most 256 bits. */
  quantity(): bigint {
    const content = this.string()
    const isStrict = content.length <= 32 && content[0] !== 0
    return bytesToBigint(isStrict ? content : this.#fail())
  }

  /** A list without items. */
  emptyList(): void {
    if (this.#take(1)[0] !== emptyList) this.#fail()
  }

  /** The length that a header of one byte says. */
  #short(length: number): number {
    this.#place += 1
    return length
  }

  /** The length in bytes of its own, of which there are one more than `more`. */
  #long(more: number): number {
    const start = this.#place + 1
    const end = start + more + 1
    this.#place = end
    if (more >= mostLengthBytes || this.#bytes[start] === 0) this.#fail()
    let length = 0
    for (let index = start; index < end; index++) length = length * 256 + (this.#bytes[index] ?? 0)
    if (length < leastLong) this.#fail()
    return length
  }

  #take(length: number): Uint8Array {
    const start = this.#place
    const end = start + length
    if (end > this.#bytes.length) return this.#fail()
    this.#place = end
    return this.#bytes.subarray(start, end)
  }

  #fail(): Uint8Array {
    this.#isStrict = false
    return noBytes
  }
}
