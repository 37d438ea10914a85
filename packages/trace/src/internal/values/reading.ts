import type { Moment } from '../../moment.js'
import type { Value } from '../../value.js'
import type { Reference } from '../../variable.js'
import type { DataWords } from './data-words.js'
import type { Names } from './word-value.js'

/** What the readers of memory, calldata and storage have in common. */
export interface Reading {
  readonly moment: Moment
  readonly words: DataWords
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
