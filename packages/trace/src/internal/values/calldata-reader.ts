import type { ArrayType, SolidityType, StructType } from '../../solidity-type.js'
import type { Value } from '../../value.js'
import type { Place, Reference } from '../../variable.js'
import { headSize, isDynamic } from './abi-size.js'
import { firstItems, type Reading, structOf } from './reading.js'
import { isValueType, unavailable, valueOfWord } from './word-value.js'

type CalldataPlace = Place & { readonly space: 'calldata' }

/** Reads values in calldata, which are as the ABI encodes them. */
export class CalldataReader {
  readonly #reading: Reading

  constructor(reading: Reading) {
    this.#reading = reading
  }

  async read({
    type,
    place,
  }: {
    readonly type: SolidityType
    readonly place: CalldataPlace
  }): Promise<Value> {
    if (type.kind === 'struct') {
      return structOf(type, (index) => this.member(type, place, index), this.#reading)
    }
    if (type.kind === 'array') return this.#array(type, place)
    const { words, names } = this.#reading
    if (!isValueType(type)) return this.#bytes(type, place)
    const word = words.word('calldata', place.offset)
    return word === undefined ? unavailable(type, 'malformed') : valueOfWord(type, word, names)
  }

  member(type: StructType, { offset }: CalldataPlace, index: number): Reference | undefined {
    const member = type.members[index]
    if (member === undefined) return undefined
    const before = type.members
      .slice(0, index)
      .reduce((size, { type }) => size + headSize(type), 0n)
    return this.#part(member.type, { base: offset, head: offset + before })
  }

  item(type: ArrayType, { offset }: CalldataPlace, index: bigint): Reference {
    return this.#part(type.base, { base: offset, head: offset + index * headSize(type.base) })
  }

  /** What is at `head`, or where that says it is from `base` on. */
  #part(
    type: SolidityType,
    { base, head }: { readonly base: bigint; readonly head: bigint },
  ): Reference {
    if (!isDynamic(type))
      return { type, place: { space: 'calldata', offset: head, length: undefined } }
    const { words } = this.#reading
    const distance = words.word('calldata', head)
    if (distance === undefined) return malformed(type)
    const at = base + distance
    const isCounted = type.kind === 'bytes' || type.kind === 'string'
    if (!isCounted && !(type.kind === 'array' && type.length === undefined)) {
      return { type, place: { space: 'calldata', offset: at, length: undefined } }
    }
    const length = words.word('calldata', at)
    if (length === undefined) return malformed(type)
    return { type, place: { space: 'calldata', offset: at + 32n, length } }
  }

  async #array(type: ArrayType, place: CalldataPlace): Promise<Value> {
    const { words, items: most, read } = this.#reading
    const length = type.length ?? place.length
    if (length === undefined) return unavailable(type, 'malformed')
    const heads = words.bytes('calldata', place.offset, length * headSize(type.base))
    if (heads === undefined) return unavailable(type, 'malformed')
    const items = await firstItems(length, most, (index) => read(this.item(type, place, index)))
    return { kind: 'array', type, length, items }
  }

  #bytes(type: SolidityType, { offset, length = 0n }: CalldataPlace): Value {
    const { words, bytes: most } = this.#reading
    const size = length < BigInt(most) ? length : BigInt(most)
    const isThere = words.bytes('calldata', offset, length) !== undefined
    const bytes = isThere ? words.bytes('calldata', offset, size) : undefined
    if (bytes === undefined) return unavailable(type, 'malformed')
    return { kind: type.kind === 'string' ? 'string' : 'bytes', type, bytes, length }
  }
}

function malformed(type: SolidityType): Reference {
  return { type, place: { space: 'nowhere', reason: 'malformed' } }
}
