import type { SolidityType } from '../../solidity-type.js'

const wordSize = 32

/** How many bytes a value takes in storage if it is packed with others; 32 for what never is. */
export function packedSize(type: SolidityType): number {
  switch (type.kind) {
    case 'integer':
      return type.bits / 8
    case 'bool':
      return 1
    case 'address':
    case 'contract':
      return 20
    case 'fixed-bytes':
      return type.sizeBytes
    case 'enum':
      return type.members.length > 256 ? 2 : 1
    case 'user-defined':
      return packedSize(type.underlying)
    case 'function':
      return type.isExternal ? 24 : 8
    default:
      return wordSize
  }
}

/** Whether it begins a new word, and what follows it does, too. */
function isAlone(type: SolidityType): boolean {
  return type.kind === 'struct' || type.kind === 'array' || type.kind === 'mapping'
}

/** Where something is from the first word of what it is in. */
export interface StorageOffset {
  readonly slot: bigint
  /** From the right end of the word. */
  readonly offsetBytes: number
}

/** Places values one after the other, as many to a word as fit. */
export class StorageCursor {
  #slot: bigint
  #offsetBytes = 0

  constructor(slot = 0n) {
    this.#slot = slot
  }

  /** Where the next value is. */
  place(type: SolidityType): StorageOffset {
    const size = packedSize(type)
    if (isAlone(type) || this.#offsetBytes + size > wordSize) this.#nextWord()
    const at = { slot: this.#slot, offsetBytes: this.#offsetBytes }
    if (isAlone(type)) this.#slot += slotCount(type)
    else this.#offsetBytes += size
    return at
  }

  /** The first word after all of them. */
  get end(): bigint {
    return this.#offsetBytes > 0 ? this.#slot + 1n : this.#slot
  }

  #nextWord(): void {
    this.#slot = this.end
    this.#offsetBytes = 0
  }
}

/** How many words a value takes, at least one. */
export function slotCount(type: SolidityType): bigint {
  if (type.kind === 'struct') {
    const cursor = new StorageCursor()
    for (const member of type.members) cursor.place(member.type)
    return cursor.end === 0n ? 1n : cursor.end
  }
  if (type.kind !== 'array' || type.length === undefined) return 1n
  if (type.length === 0n) return 1n
  const perSlot = BigInt(itemsPerSlot(type.base))
  return perSlot > 0n ? (type.length + perSlot - 1n) / perSlot : type.length * slotCount(type.base)
}

/** How many items of an array share a word; 0 when each has words of its own. */
export function itemsPerSlot(base: SolidityType): number {
  return isAlone(base) ? 0 : Math.floor(wordSize / packedSize(base))
}

/** Where an item is from the first word of the data of its array. */
export function itemOffset(base: SolidityType, index: bigint): StorageOffset {
  const perSlot = BigInt(itemsPerSlot(base))
  if (perSlot === 0n) return { slot: index * slotCount(base), offsetBytes: 0 }
  const offsetBytes = Number(index % perSlot) * packedSize(base)
  return { slot: index / perSlot, offsetBytes }
}

/** Where each member of a struct is from its first word. */
export function memberOffsets(
  members: readonly { readonly type: SolidityType }[],
): StorageOffset[] {
  const cursor = new StorageCursor()
  return members.map(({ type }) => cursor.place(type))
}
