import { bytesToBigint } from '@scaffold-evm/common'
import { malformedRecordError } from '../../../errors/state-file.js'
import { copyOf } from '../../state/copy.js'

const noBytes = new Uint8Array(0)

/**
 * Reads RLP from front to back, item after item, without a tree of what is in it. What it gives are
 * copies: a file is read in big chunks, and one kept hash must not hold a whole chunk in memory.
 */
export class ItemReader {
  readonly #source: Uint8Array
  readonly #end: number
  #next: number

  constructor(source: Uint8Array, start = 0, end: number = source.length) {
    this.#source = source
    this.#next = start
    this.#end = end
  }

  get isDone(): boolean {
    return this.#next >= this.#end
  }

  /** Whether the next item is a list. */
  get startsWithList(): boolean {
    return (this.#source[this.#next] ?? 0) >= 0xc0 && !this.isDone
  }

  /** How far it has come. */
  get position(): number {
    return this.#next
  }

  /** @throws `CHAIN_STATE_RECORD_INVALID`, as do all others */
  bytes(): Uint8Array {
    const [start, end] = this.#span('bytes', 0x80)
    return start === end ? noBytes : copyOf(this.#source.subarray(start, end))
  }

  /** Bytes, none of which read as undefined. */
  optionalBytes(): Uint8Array | undefined {
    const bytes = this.bytes()
    return bytes.length === 0 ? undefined : bytes
  }

  quantity(): bigint {
    const [start, end] = this.#span('a quantity', 0x80)
    if (end - start > 6) return bytesToBigint(this.#source.subarray(start, end))
    return BigInt(this.#bigEndian(start, end))
  }

  number(): number {
    const [start, end] = this.#span('a number', 0x80)
    return this.#bigEndian(start, end)
  }

  text(): string {
    return new TextDecoder().decode(this.bytes())
  }

  list(): ItemReader {
    const [start, end] = this.#span('a list', 0xc0)
    return new ItemReader(this.#source, start, end)
  }

  /** A list whose items are lists. */
  lists<T>(read: (item: ItemReader) => T): T[] {
    return this.list().rest((reader) => read(reader.list()))
  }

  /** What is left, read piece by piece. */
  rest<T>(read: (reader: this) => T): T[] {
    const results: T[] = []
    while (!this.isDone) results.push(read(this))
    return results
  }

  /** A list of byte strings. */
  byteStrings(): Uint8Array[] {
    return this.list().rest((reader) => reader.bytes())
  }

  /** A quantity that may be missing, as `optionalItem` writes it. */
  optionalQuantity(): bigint | undefined {
    const list = this.list()
    return list.isDone ? undefined : list.quantity()
  }

  /** Where the content of the next item begins and ends; `base` is the first byte of its kind. */
  #span(expected: string, base: 0x80 | 0xc0): readonly [start: number, end: number] {
    const at = this.#next
    const first = this.#source[at] ?? 0
    if (at >= this.#end) throw malformedRecordError(expected, at)
    if (base === 0x80 && first < 0x80) {
      this.#next = at + 1
      return [at, at + 1]
    }
    const short = first - base
    const sizeBytes = short > 55 ? short - 55 : 0
    const start = at + 1 + sizeBytes
    const end = start + (sizeBytes === 0 ? short : this.#bigEndian(at + 1, start))
    const isOfKind = short >= 0 && (base === 0xc0 || first < 0xc0)
    if (!isOfKind || start > this.#end || end > this.#end) {
      throw malformedRecordError(expected, at)
    }
    this.#next = end
    return [start, end]
  }

  #bigEndian(start: number, end: number): number {
    let value = 0
    for (let index = start; index < end; index++) value = value * 256 + (this.#source[index] ?? 0)
    return value
  }
}

/** Text as an item. */
export function textItem(text: string): Uint8Array {
  return text === '' ? noBytes : new TextEncoder().encode(text)
}
