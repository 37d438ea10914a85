import type { MappingType, StructType } from '../../solidity-type.js'
import type { Value } from '../../value.js'
import type { Reference } from '../../variable.js'
import type { DataWords } from './data-words.js'
import type { HashedEntry } from './mapping-keys.js'
import { type Names, unavailable } from './word-value.js'

/** What the readers of memory, calldata and storage have in common. */
export interface Reading extends StorageReading {
  readonly words: DataWords
}

/** What storage is read with. */
export interface StorageReading {
  readonly words: Pick<DataWords, 'storage'>
  /** The entries of a mapping at a slot that are known. */
  readonly entriesOf: (slot: bigint, type: MappingType) => readonly HashedEntry[]
  readonly names: Names
  /** At most so many of each array and mapping. */
  readonly items: number
  /** At most so many of each `bytes` and `string`. */
  readonly bytes: number
  readonly read: (reference: Reference) => Promise<Value>
}

/** The first of `length` items, at most `most` of them. */
export async function firstItems<T>(
  length: bigint,
  most: number,
  item: (index: bigint) => Promise<T>,
): Promise<readonly T[]> {
  const items: T[] = []
  for (let index = 0n; index < length && index < BigInt(most); index++)
    items.push(await item(index))
  return items
}

/** A struct by its members; what has no place, as a mapping in memory, is unknown. */
export async function structOf(
  type: StructType,
  memberAt: (index: number) => Reference | undefined,
  { read }: StorageReading,
): Promise<Value> {
  const members: { name: string; value: Value }[] = []
  for (const [index, { name, type: memberType }] of type.members.entries()) {
    const reference = memberAt(index)
    const value = reference && (await read(reference))
    members.push({ name, value: value ?? unavailable(memberType, 'unknown') })
  }
  return { kind: 'struct', type, members }
}
