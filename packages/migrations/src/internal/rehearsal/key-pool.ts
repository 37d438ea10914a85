import { packedSize, type SolidityType, type Value } from '@scaffold-evm/trace'
import { isZeroValue } from './value-text.js'

/** A key of a mapping: a word as the ABI has it, or the bytes of a text. */
export type MappingKey = bigint | Uint8Array

const largestAddress = 2n ** 160n
/** Smaller numbers are amounts and counts rather than addresses. */
const smallestAddress = 2n ** 80n
const smallNumbers = 64n
/** So many keys are tried below another one. */
const mostNested = 32
/** A counter of so many things stands for the numbers of all of them. */
const mostCounted = 2048n

/**
 * What keys of mappings may be. A mapping does not know its own; an entry is one when something is stored there.
 */
export class KeyPool {
  readonly #words = new Set<bigint>()
  readonly #texts = new Map<string, Uint8Array>()
  readonly #together = new Map<bigint, Set<bigint>>()
  #counted = smallNumbers

  /** How much is known: it grew when this did. */
  get size(): number {
    return this.#words.size + this.#texts.size + Number(this.#counted)
  }

  addWord(word: bigint): void {
    this.#words.add(word)
  }

  /** Words that came up together, as a proposal and a voter in an event: one is looked for under the other. */
  addTogether(words: readonly bigint[]): void {
    for (const word of words) {
      this.addWord(word)
      const others = this.#together.get(word) ?? new Set<bigint>()
      this.#together.set(word, others)
      for (const other of words) if (other !== word) others.add(other)
    }
  }

  addText(bytes: Uint8Array): void {
    if (bytes.length <= 1024) this.#texts.set(Buffer.from(bytes).toString('hex'), bytes)
  }

  /** What is stored somewhere may be a key elsewhere. */
  addValue(value: Value): void {
    if (isZeroValue(value)) return
    if (value.kind === 'user-defined') this.addValue(value.value)
    else if (value.kind === 'address') this.addWord(BigInt(value.address))
    else if (value.kind === 'integer') this.#addNumber(value.value)
    else if (value.kind === 'string' || value.type.kind === 'bytes') this.#addBytes(value)
    else if (value.kind === 'bytes') {
      const digits = Buffer.from(value.bytes).toString('hex')
      this.addWord(BigInt(`0x${digits.padEnd(64, '0')}`))
    }
  }

  #addNumber(value: bigint): void {
    if (value > this.#counted && value <= mostCounted) this.#counted = value
    this.addWord(BigInt.asUintN(256, value))
  }

  #addBytes(value: Value): void {
    if ('bytes' in value) this.addText(value.bytes)
  }

  /** Keys that a type can have; below another key first those that came up together with it. */
  keys(type: SolidityType, under: readonly MappingKey[]): readonly MappingKey[] {
    if (type.kind === 'user-defined') return this.keys(type.underlying, under)
    if (type.kind === 'string' || type.kind === 'bytes') return [...this.#texts.values()]
    if (type.kind === 'bool') return [0n, 1n]
    if (type.kind === 'enum') return type.members.map((_, index) => BigInt(index))
    const near = new Set(
      under.flatMap((key) => (typeof key === 'bigint' ? [...(this.#together.get(key) ?? [])] : [])),
    )
    const numbers = type.kind === 'integer' ? this.#numbers() : [0n]
    const all = [...new Set([...near, ...this.#words, ...numbers])]
    const possible = all.filter((word) => canBeKey(type, word))
    // Pairs are many: what never came up together is tried only as far as that goes.
    return under.length === 0 ? possible : possible.slice(0, Math.max(near.size, mostNested))
  }

  *#numbers(): Generator<bigint> {
    for (let number = 0n; number <= this.#counted; number++) yield number
  }
}

function canBeKey(type: SolidityType, word: bigint): boolean {
  switch (type.kind) {
    case 'address':
    case 'contract':
      return word === 0n || (word >= smallestAddress && word < largestAddress)
    case 'integer':
      return type.isSigned
        ? BigInt.asUintN(256, BigInt.asIntN(type.bits, word)) === word
        : BigInt.asUintN(type.bits, word) === word
    case 'fixed-bytes': {
      const free = BigInt(256 - packedSize(type) * 8)
      return (word >> free) << free === word
    }
    default:
      return false
  }
}
