import { bigintToBytes, bytesToBigint, bytesToHex } from '@scaffold-evm/common'

/** A type of solc's `storageLayout`. */
export interface LayoutType {
  readonly encoding: 'inplace' | 'mapping' | 'dynamic_array' | 'bytes'
  readonly label: string
  readonly numberOfBytes: string
  readonly base?: string
  readonly key?: string
  readonly value?: string
  readonly members?: readonly LayoutEntry[]
}

/** A variable or member of it. */
export interface LayoutEntry {
  readonly label: string
  readonly slot: string
  readonly offset: number
  readonly type: string
}

/** What solc says of a contract's storage. */
export interface StorageLayout {
  readonly storage: readonly LayoutEntry[]
  readonly types: Readonly<Record<string, LayoutType>> | null
}

/** Storage whose words depend on nothing but their places. */
export interface FakeStorage {
  readonly keccak256: (data: Uint8Array) => Uint8Array
  readonly word: (slot: bigint) => bigint
  /** Gets what was hashed to find entries of mappings. */
  readonly preimages: Map<bigint, Uint8Array>
  readonly items: number
  readonly bytes: number
}

/** Decodes storage by `storageLayout` alone, to what `canonical` makes of our values. */
export class LayoutDecoder {
  readonly #types: Readonly<Record<string, LayoutType>>
  readonly #storage: FakeStorage

  constructor({ types }: StorageLayout, storage: FakeStorage) {
    this.#types = types ?? {}
    this.#storage = storage
  }

  decode(type: string, slot: bigint, offset: number): unknown {
    const layout = this.#type(type)
    switch (layout.encoding) {
      case 'mapping':
        return this.#mapping(layout, slot)
      case 'dynamic_array': {
        const length = this.#storage.word(slot)
        return [length, ...this.#items(layout, this.#hash(slot), length)]
      }
      case 'bytes':
        return this.#bytes(layout, slot)
      case 'inplace':
        return this.#inPlace(layout, slot, offset)
    }
  }

  #type(name: string): LayoutType {
    const type = this.#types[name]
    if (type === undefined) throw new Error(`No type ${name}`)
    return type
  }

  #hash(slot: bigint): bigint {
    return bytesToBigint(this.#storage.keccak256(bigintToBytes(slot, 32)))
  }

  #inPlace(layout: LayoutType, slot: bigint, offset: number): unknown {
    if (layout.members !== undefined) {
      return layout.members.map((member) =>
        this.decode(member.type, slot + BigInt(member.slot), member.offset),
      )
    }
    const size = Number(layout.numberOfBytes)
    if (layout.base !== undefined) {
      const length = BigInt(/\[(\d+)\]$/.exec(layout.label)?.[1] ?? 0)
      return [length, ...this.#items(layout, slot, length)]
    }
    const raw = BigInt.asUintN(size * 8, this.#storage.word(slot) >> BigInt(offset * 8))
    return wordOf(layout.label, raw, size)
  }

  #items({ base = '' }: LayoutType, first: bigint, length: bigint): unknown[] {
    const size = Number(this.#type(base).numberOfBytes)
    const perSlot = Math.floor(32 / size)
    const count = Math.min(this.#storage.items, Number(length))
    return Array.from({ length: count }, (_, index) =>
      perSlot > 0
        ? this.decode(base, first + BigInt(Math.floor(index / perSlot)), (index % perSlot) * size)
        : this.decode(base, first + BigInt(index * (size / 32)), 0),
    )
  }

  #mapping({ key = '', value = '' }: LayoutType, slot: bigint): unknown {
    const { label, numberOfBytes } = this.#type(key)
    const isText = label === 'string' || label === 'bytes'
    return [3n, 200n].map((seed) => {
      const raw = BigInt.asUintN(Math.min(Number(numberOfBytes), 20) * 8, seed * 0x0101n)
      const word = /^bytes\d/.test(label) ? raw << BigInt(256 - Number(numberOfBytes) * 8) : raw
      const bytes = isText ? Buffer.from(`key ${seed}`) : bigintToBytes(word, 32)
      const preimage = Uint8Array.from([...bytes, ...bigintToBytes(slot, 32)])
      const place = bytesToBigint(this.#storage.keccak256(preimage))
      this.#storage.preimages.set(place, preimage)
      const shownText = label === 'string' ? `key ${seed}` : bytesToHex(bytes)
      const shownKey = isText ? shownText : wordOf(label, raw, Number(numberOfBytes))
      return [shownKey, this.decode(value, place, 0)]
    })
  }

  #bytes({ label }: LayoutType, slot: bigint): unknown {
    const word = this.#storage.word(slot)
    const isLong = (word & 1n) === 1n
    const length = isLong ? word / 2n : (word & 0xffn) / 2n
    if (!isLong && length > 31n) return 'malformed'
    const size = Math.min(this.#storage.bytes, Number(length))
    const words = Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
      this.#storage.word(this.#hash(slot) + BigInt(index)),
    )
    const all = (isLong ? words : [word]).map((part) => Buffer.from(bigintToBytes(part, 32)))
    const bytes = Buffer.concat(all).subarray(0, size)
    return [length, label === 'string' ? bytes.toString() : bytesToHex(bytes)]
  }
}

/** Of types that only have a name (enums, user-defined ones) the bare number. */
function wordOf(label: string, raw: bigint, size: number): unknown {
  if (label === 'bool') return raw !== 0n
  if (label.startsWith('address') || label.startsWith('contract ')) {
    return bytesToHex(bigintToBytes(raw, 20))
  }
  if (/^bytes\d+$/.test(label)) return bytesToHex(bigintToBytes(raw, size))
  return /^int\d+$/.test(label) ? BigInt.asIntN(size * 8, raw) : raw
}
