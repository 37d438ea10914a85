import { CalldataReader } from './internal/values/calldata-reader.js'
import { DataWords } from './internal/values/data-words.js'
import { hashedEntries } from './internal/values/mapping-keys.js'
import { MemoryReader } from './internal/values/memory-reader.js'
import { namesOf } from './internal/values/names.js'
import type { Reading } from './internal/values/reading.js'
import { StorageReader } from './internal/values/storage-reader.js'
import { isValueType, unavailable, valueOfWord } from './internal/values/word-value.js'
import type { Moment, ReadLimits } from './moment.js'
import type { Value } from './value.js'
import type { Place, Reference } from './variable.js'

/**
 * Reads values of variables at a moment, and finds what is in them: members, items, entries. Waits only where storage
 * of a fork is read that nobody has looked at.
 */
export class ValueReader {
  readonly #words: DataWords
  readonly #moment: Moment
  readonly #reading: Reading

  constructor(moment: Moment, limits: ReadLimits = {}) {
    this.#words = new DataWords(moment)
    this.#moment = moment
    this.#reading = {
      entriesOf: (slot, type) => hashedEntries(moment.recording, slot, type),
      words: this.#words,
      names: namesOf(moment),
      items: limits.items ?? 256,
      bytes: limits.bytes ?? 4096,
      read: (reference) => this.read(reference),
    }
  }

  async read(reference: Reference): Promise<Value> {
    const { type, place } = this.#followed(reference)
    switch (place.space) {
      case 'stack':
        return this.#ofStack(reference, place.height)
      case 'memory':
        return this.#memory.read({ type, place })
      case 'calldata':
        return this.#calldata.read({ type, place })
      case 'storage':
      case 'transient':
        return this.#storage.read({ type, place })
      case 'code':
        return this.#ofWord(reference, this.#words.code(place.offset))
      case 'source':
        return this.#ofSource(reference, place.word)
      case 'nowhere':
        return unavailable(type, place.reason)
    }
  }

  /** A member of a struct; undefined when it has none of that name, or cannot be found. */
  async member(reference: Reference, name: string): Promise<Reference | undefined> {
    const { type, place } = this.#followed(reference)
    if (type.kind !== 'struct') return undefined
    const index = type.members.findIndex((member) => member.name === name)
    if (index === -1) return undefined
    switch (place.space) {
      case 'memory':
        return this.#memory.member(type, place, index)
      case 'calldata':
        return this.#calldata.member(type, place, index)
      case 'storage':
      case 'transient':
        return this.#storage.member(type, place, index)
      default:
        return undefined
    }
  }

  /** How many items an array has, or bytes `bytes` and `string` have; undefined for all else. */
  async length(reference: Reference): Promise<bigint | undefined> {
    const value = await new ValueReader(this.#moment, { items: 0, bytes: 0 }).read(reference)
    return 'length' in value ? value.length : undefined
  }

  /** An item of an array; undefined beyond its end. */
  async item(reference: Reference, index: bigint): Promise<Reference | undefined> {
    const { type, place } = this.#followed(reference)
    const length = type.kind === 'array' ? await this.length(reference) : undefined
    if (type.kind !== 'array' || length === undefined || index < 0n || index >= length)
      return undefined
    switch (place.space) {
      case 'memory':
        return this.#memory.item(type, place, index)
      case 'calldata':
        return this.#calldata.item(type, place, index)
      case 'storage':
      case 'transient':
        return this.#storage.item(type, place, index)
      default:
        return undefined
    }
  }

  /**
   * An entry of a mapping, which has one for every key.
   *
   * @param key a word as the ABI has it, or the bytes of a `string` or `bytes`
   */
  entry(reference: Reference, key: bigint | Uint8Array): Reference | undefined {
    const { type, place } = this.#followed(reference)
    if (type.kind !== 'mapping' || (place.space !== 'storage' && place.space !== 'transient')) {
      return undefined
    }
    return this.#storage.entry(type, place, key)
  }

  get #memory(): MemoryReader {
    return new MemoryReader(this.#reading)
  }

  get #calldata(): CalldataReader {
    return new CalldataReader(this.#reading)
  }

  get #storage(): StorageReader {
    return new StorageReader(this.#reading)
  }

  /** What a pointer on the stack points to. */
  #followed(reference: Reference): Reference {
    const { type, place } = reference
    if (place.space !== 'stack' || place.pointsTo === undefined) return reference
    const word = this.#words.stack(place.height)
    if (word === undefined) return { type, place: { space: 'nowhere', reason: 'not recorded' } }
    return { type, place: this.#pointedTo(reference, word, place) }
  }

  #pointedTo(
    { type }: Reference,
    word: bigint,
    { height, pointsTo }: Place & { readonly space: 'stack' },
  ): Place {
    if (pointsTo === 'memory') return { space: 'memory', offset: word }
    if (pointsTo === 'storage') return { space: 'storage', slot: word, offsetBytes: 0 }
    const isCounted = type.kind === 'bytes' || type.kind === 'string'
    const isList = type.kind === 'array' && type.length === undefined
    const length = isCounted || isList ? this.#words.stack(height + 1) : undefined
    return { space: 'calldata', offset: word, length }
  }

  #ofStack(reference: Reference, height: number): Value {
    const { type } = reference
    const word = this.#words.stack(height)
    if (word === undefined || type.kind !== 'function' || !type.isExternal) {
      return this.#ofWord(reference, word)
    }
    const selector = this.#words.stack(height + 1)
    const both = selector === undefined ? undefined : (word << 96n) | (selector << 64n)
    return this.#ofWord(reference, both)
  }

  #ofWord({ type }: Reference, word: bigint | undefined): Value {
    if (word === undefined) return unavailable(type, 'not recorded')
    return isValueType(type)
      ? valueOfWord(type, word, this.#reading.names)
      : unavailable(type, 'unknown')
  }

  #ofSource(reference: Reference, word: bigint | Uint8Array | undefined): Value {
    const { type } = reference
    if (word === undefined) return unavailable(type, 'unknown')
    if (typeof word === 'bigint') return this.#ofWord(reference, word)
    const kind = type.kind === 'string' ? 'string' : 'bytes'
    return { kind, type, bytes: word, length: BigInt(word.length) }
  }
}
