import type { ArrayType, MappingType, SolidityType, StructType } from '../../solidity-type.js'
import type { MappingEntry, Value } from '../../value.js'
import type { Place, Reference } from '../../variable.js'
import { itemOffset, memberOffsets } from '../storage/storage-size.js'
import { firstItems, type StorageReading, structOf } from './reading.js'
import { isValueType, unavailable, valueOfPacked, valueOfWord } from './word-value.js'
import { lowBits, toBytes, wordAt } from './words.js'

type StoragePlace = Place & { readonly space: 'storage' | 'transient' }

/** Reads values in storage, where small ones share words. */
export class StorageReader {
  readonly #reading: StorageReading

  constructor(reading: StorageReading) {
    this.#reading = reading
  }

  async read({
    type,
    place,
  }: {
    readonly type: SolidityType
    readonly place: StoragePlace
  }): Promise<Value> {
    const { words, names } = this.#reading
    if (type.kind === 'struct') {
      return structOf(type, (index) => this.member(type, place, index), this.#reading)
    }
    if (type.kind === 'array') return this.#array(type, place)
    if (type.kind === 'mapping') return this.#mapping(type, place)
    const word = await words.storage(place.space, place.slot)
    if (isValueType(type)) return valueOfPacked(type, word >> BigInt(place.offsetBytes * 8), names)
    if (type.kind === 'unknown') return unavailable(type, 'unknown')
    return this.#bytes(type, place, word)
  }

  member(type: StructType, place: StoragePlace, index: number): Reference | undefined {
    const member = type.members[index]
    const at = memberOffsets(type.members)[index]
    if (member === undefined || at === undefined) return undefined
    return this.#at(member.type, place, { ...at, slot: place.slot + at.slot })
  }

  item(type: ArrayType, place: StoragePlace, index: bigint): Reference {
    const first = type.length === undefined ? this.#dataSlot(place.slot) : place.slot
    const at = itemOffset(type.base, index)
    return this.#at(type.base, place, { ...at, slot: first + at.slot })
  }

  /** @param key a word as the ABI has it, or the bytes of a text */
  entry(type: MappingType, place: StoragePlace, key: bigint | Uint8Array): Reference {
    const bytes = typeof key === 'bigint' ? toBytes(lowBits(key, 256), 32) : key
    const hashed = Uint8Array.from([...bytes, ...toBytes(place.slot, 32)])
    const slot = wordAt(this.#reading.names.keccak256(hashed))
    return this.#at(type.value, place, { slot, offsetBytes: 0 })
  }

  #at(
    type: SolidityType,
    { space }: StoragePlace,
    { slot, offsetBytes }: { readonly slot: bigint; readonly offsetBytes: number },
  ): Reference {
    return { type, place: { space, slot: lowBits(slot, 256), offsetBytes } }
  }

  #dataSlot(slot: bigint): bigint {
    return wordAt(this.#reading.names.keccak256(toBytes(slot, 32)))
  }

  async #array(type: ArrayType, place: StoragePlace): Promise<Value> {
    const { words, items: most, read } = this.#reading
    const length = type.length ?? (await words.storage(place.space, place.slot))
    const items = await firstItems(length, most, (index) => read(this.item(type, place, index)))
    return { kind: 'array', type, length, items }
  }

  async #mapping(type: MappingType, place: StoragePlace): Promise<Value> {
    const { entriesOf, items: most, read } = this.#reading
    const entries: MappingEntry[] = []
    for (const { key, slot } of entriesOf(place.slot, type).slice(0, most)) {
      const value = await read(this.#at(type.value, place, { slot, offsetBytes: 0 }))
      entries.push({ key: this.#key(type.key, key), value })
    }
    return { kind: 'mapping', type, entries }
  }

  #key(type: SolidityType, key: Uint8Array): Value {
    if (type.kind === 'string' || type.kind === 'bytes') {
      return { kind: type.kind, type, bytes: key, length: BigInt(key.length) }
    }
    return valueOfWord(type, wordAt(key), this.#reading.names)
  }

  /** Short ones lie in the word itself, with twice their length; long ones where its hash says, with one more. */
  async #bytes(type: SolidityType, place: StoragePlace, word: bigint): Promise<Value> {
    const { words, bytes: most } = this.#reading
    const kind = type.kind === 'string' ? 'string' : 'bytes'
    if ((word & 1n) === 0n) {
      const length = (word & 0xffn) / 2n
      if (length > 31n) return unavailable(type, 'malformed')
      const bytes = toBytes(word, 32).subarray(0, Math.min(Number(length), most))
      return { kind, type, bytes, length }
    }
    const length = word / 2n
    const size = length < BigInt(most) ? Number(length) : most
    const bytes = new Uint8Array(Math.ceil(size / 32) * 32)
    const first = this.#dataSlot(place.slot)
    for (let at = 0; at < size; at += 32) {
      const part = await words.storage(place.space, first + BigInt(at / 32))
      bytes.set(toBytes(part, 32), at)
    }
    return { kind, type, bytes: bytes.subarray(0, size), length }
  }
}
