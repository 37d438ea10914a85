import type { ArrayType, SolidityType, StructMember, StructType } from '../../solidity-type.js'
import type { Value } from '../../value.js'
import type { Place, Reference } from '../../variable.js'
import { firstItems, type Reading, structOf } from './reading.js'
import { isValueType, unavailable, valueOfWord } from './word-value.js'

type MemoryPlace = Place & { readonly space: 'memory' }

/** Reads values in memory: every part takes a word, which is a pointer if the part is more than that. */
export class MemoryReader {
  readonly #reading: Reading

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** @param place where its data begin, or its word if it is of a value type */
  async read({
    type,
    place,
  }: {
    readonly type: SolidityType
    readonly place: MemoryPlace
  }): Promise<Value> {
    const { words, names } = this.#reading
    if (type.kind === 'struct') {
      return structOf(type, (index) => this.member(type, place, index), this.#reading)
    }
    if (type.kind === 'array') return this.#array(type, place)
    const word = words.word('memory', place.offset)
    if (word === undefined) return unavailable(type, 'malformed')
    if (isValueType(type)) return valueOfWord(type, word, names)
    return this.#bytes(type, place, word)
  }

  member(type: StructType, { offset }: MemoryPlace, index: number): Reference | undefined {
    const member = type.members[index]
    if (member === undefined || !isInMemory(member)) return undefined
    const before = type.members.slice(0, index).filter(isInMemory).length
    return this.#part(member.type, offset + BigInt(before) * 32n)
  }

  item(type: ArrayType, { offset }: MemoryPlace, index: bigint): Reference {
    const first = type.length === undefined ? offset + 32n : offset
    return this.#part(type.base, first + index * 32n)
  }

  /** What the word at `offset` is or points to. */
  #part(type: SolidityType, offset: bigint): Reference {
    if (isValueType(type)) return { type, place: { space: 'memory', offset } }
    const pointer = this.#reading.words.word('memory', offset)
    if (pointer === undefined) return { type, place: { space: 'nowhere', reason: 'malformed' } }
    return { type, place: { space: 'memory', offset: pointer } }
  }

  async #array(type: ArrayType, place: MemoryPlace): Promise<Value> {
    const { words, items: most, read } = this.#reading
    const length = type.length ?? words.word('memory', place.offset)
    if (length === undefined) return unavailable(type, 'malformed')
    const head = type.length === undefined ? 32n : 0n
    const isThere = words.bytes('memory', place.offset + head, length * 32n) !== undefined
    if (!isThere) return unavailable(type, 'malformed')
    const items = await firstItems(length, most, (index) => read(this.item(type, place, index)))
    return { kind: 'array', type, length, items }
  }

  #bytes(type: SolidityType, { offset }: MemoryPlace, length: bigint): Value {
    const { words, bytes: most } = this.#reading
    const size = length < BigInt(most) ? length : BigInt(most)
    const isThere = words.bytes('memory', offset + 32n, length) !== undefined
    const bytes = isThere ? words.bytes('memory', offset + 32n, size) : undefined
    if (bytes === undefined) return unavailable(type, 'malformed')
    return { kind: type.kind === 'string' ? 'string' : 'bytes', type, bytes, length }
  }
}

/** Structs of memory have no mappings; solc before 0.7 left them out. */
function isInMemory({ type }: Pick<StructMember, 'type'>): boolean {
  return type.kind === 'array' ? isInMemory({ type: type.base }) : type.kind !== 'mapping'
}
