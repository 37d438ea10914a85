import type { StorageReading } from './internal/values/reading.js'
import { StorageReader } from './internal/values/storage-reader.js'
import { unavailable } from './internal/values/word-value.js'
import type { ReadLimits } from './moment.js'
import type { Value } from './value.js'
import type { Reference } from './variable.js'

/** Where storage is read from: a chain, a file. */
export interface StorageWords {
  word(slot: bigint): Promise<bigint>
  /** Gives the 32 bytes of the hash. */
  keccak256(data: Uint8Array): Uint8Array
}

/**
 * Reads values of storage that is asked for word by word, such as that of a contract on a chain. No entry of a mapping
 * is known: they are asked for by key.
 */
export class StorageValues {
  readonly #reader: StorageReader

  constructor({ word, keccak256 }: StorageWords, limits: ReadLimits = {}) {
    const reading: StorageReading = {
      words: { storage: (_, slot) => word(BigInt.asUintN(256, slot)) },
      entriesOf: () => [],
      names: { keccak256, signatureOf: () => undefined, functionAt: () => undefined },
      items: limits.items ?? 256,
      bytes: limits.bytes ?? 4096,
      read: (reference) => this.read(reference),
    }
    this.#reader = new StorageReader(reading)
  }

  read({ type, place }: Reference): Promise<Value> {
    if (place.space === 'storage') return this.#reader.read({ type, place })
    return Promise.resolve(unavailable(type, 'unknown'))
  }

  /** Members of a struct by name; of all else none. */
  members({ type, place }: Reference): readonly (Reference & { readonly name: string })[] {
    if (type.kind !== 'struct' || place.space !== 'storage') return []
    return type.members.flatMap(({ name }, index) => {
      const member = this.#reader.member(type, place, index)
      return member === undefined ? [] : [{ ...member, name }]
    })
  }

  /** An item of an array, whether it has that many or not. */
  item({ type, place }: Reference, index: bigint): Reference | undefined {
    if (type.kind !== 'array' || place.space !== 'storage') return undefined
    return this.#reader.item(type, place, index)
  }

  /** @param key a word as the ABI has it, or the bytes of a `string` or `bytes` */
  entry({ type, place }: Reference, key: bigint | Uint8Array): Reference | undefined {
    if (type.kind !== 'mapping' || place.space !== 'storage') return undefined
    return this.#reader.entry(type, place, key)
  }
}
