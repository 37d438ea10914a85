import { formatValue } from '../../format-value.js'
import type { ArrayType, MappingType, SolidityType } from '../../solidity-type.js'
import type { Variable } from '../../variable.js'
import { elementaryType } from '../values/type-reader.js'
import { type Names, valueOfWord } from '../values/word-value.js'
import { toBytes, wordAt } from '../values/words.js'
import { itemOffset, itemsPerSlot, memberOffsets, slotCount } from './storage-size.js'

/** Something in a slot. */
export interface SlotPart {
  readonly path: string
  readonly type: SolidityType
  readonly slot: bigint
  readonly offsetBytes: number
}

/** What slots are looked up with. */
export interface SlotSource {
  readonly variables: readonly Variable[]
  readonly preimages: ReadonlyMap<bigint, Uint8Array>
  readonly names: Names
  readonly space: 'storage' | 'transient'
}

/** More words than that no array has. */
const mostDistance = 2n ** 48n
const word = elementaryType('uint256')

/** Finds what a contract has in its slots. */
export class SlotIndex {
  readonly #source: SlotSource
  readonly #roots: readonly SlotPart[]

  constructor(source: SlotSource) {
    this.#source = source
    this.#roots = source.variables.flatMap(({ name, type, place }) =>
      place.space === source.space
        ? [{ path: name, type, slot: place.slot, offsetBytes: place.offsetBytes }]
        : [],
    )
  }

  /** What is in a slot: lengths of arrays by their own names. */
  parts(slot: bigint): readonly SlotPart[] {
    return this.#owners(slot).map((part) => {
      const isList = part.type.kind === 'array' && part.slot === slot
      return isList ? { ...part, path: `${part.path}.length`, type: word } : part
    })
  }

  /** What is in a slot: of arrays and mappings whatever has its own word there. */
  #owners(slot: bigint): readonly SlotPart[] {
    const direct = this.#roots.flatMap((root) => [...descend(root, slot)])
    return direct.length > 0 ? direct : this.#hashed(slot)
  }

  /** Data of arrays and entries of mappings begin at a hash. */
  #hashed(slot: bigint): readonly SlotPart[] {
    const { preimages, names } = this.#source
    const start = nearestHash(preimages, slot)
    const preimage = start === undefined ? undefined : preimages.get(start)
    if (start !== undefined && preimage !== undefined) {
      const found = this.#behind(slot, start, preimage)
      if (found.length > 0) return found
    }
    // Optimized code does not hash what the compiler could.
    return this.#roots.flatMap((root) => {
      if (!isList(root.type)) return []
      const data = wordAt(names.keccak256(toBytes(root.slot, 32)))
      return slot >= data && slot - data < mostDistance ? [...inData(root, data, slot)] : []
    })
  }

  /** What is in `slot` if what begins at `start` was found by hashing `preimage`, which ends with a slot. */
  #behind(slot: bigint, start: bigint, preimage: Uint8Array): readonly SlotPart[] {
    const key = preimage.subarray(0, -32)
    const owners = this.#owners(wordAt(preimage, preimage.length - 32))
    return owners.flatMap((owner) => {
      if (owner.type.kind !== 'mapping') {
        return key.length === 0 ? [...inData(owner, start, slot)] : []
      }
      if (key.length === 0 && owner.type.key.kind !== 'string' && owner.type.key.kind !== 'bytes')
        return []
      const path = `${owner.path}[${this.#keyText(owner.type, key)}]`
      return [...descend({ path, type: owner.type.value, slot: start, offsetBytes: 0 }, slot)]
    })
  }

  #keyText({ key: type }: MappingType, key: Uint8Array): string {
    if (type.kind === 'string' || type.kind === 'bytes') {
      return formatValue({ kind: type.kind, type, bytes: key, length: BigInt(key.length) })
    }
    return formatValue(valueOfWord(type, wordAt(key), this.#source.names))
  }
}

function isList(type: SolidityType): boolean {
  const isArray = type.kind === 'array' && type.length === undefined
  return isArray || type.kind === 'bytes' || type.kind === 'string'
}

/** The parts of something that are in a slot. */
function* descend(part: SlotPart, slot: bigint): Generator<SlotPart> {
  const { path, type } = part
  if (slot < part.slot || slot >= part.slot + slotCount(type)) return
  if (type.kind === 'struct') {
    const offsets = memberOffsets(type.members)
    for (const [index, member] of type.members.entries()) {
      const at = offsets[index]
      if (at === undefined) continue
      const inner = { path: `${path}.${member.name}`, type: member.type }
      yield* descend({ ...inner, slot: part.slot + at.slot, offsetBytes: at.offsetBytes }, slot)
    }
  } else if (type.kind === 'array' && type.length !== undefined) {
    yield* items({ path, type, first: part.slot, length: type.length }, slot)
  } else yield part
}

/** The parts of the data of an array, or of a long text, that are in a slot. */
function* inData(owner: SlotPart, data: bigint, slot: bigint): Generator<SlotPart> {
  const { path, type } = owner
  if (slot < data || slot - data >= mostDistance) return
  if (type.kind === 'array' && type.length === undefined) {
    yield* items({ path, type, first: data, length: undefined }, slot)
  } else if (type.kind === 'bytes' || type.kind === 'string') {
    const at = (slot - data) * 32n
    yield {
      path: `${path}[${at}:${at + 32n}]`,
      type: elementaryType('bytes32'),
      slot,
      offsetBytes: 0,
    }
  }
}

function* items(
  {
    path,
    type,
    first,
    length,
  }: {
    readonly path: string
    readonly type: ArrayType
    readonly first: bigint
    readonly length: bigint | undefined
  },
  slot: bigint,
): Generator<SlotPart> {
  const { base } = type
  const perSlot = BigInt(itemsPerSlot(base))
  const from = perSlot === 0n ? (slot - first) / slotCount(base) : (slot - first) * perSlot
  const count = perSlot === 0n ? 1n : perSlot
  for (let index = from; index < from + count; index++) {
    if (length !== undefined && index >= length) return
    const at = itemOffset(base, index)
    const item = { path: `${path}[${index}]`, type: base, offsetBytes: at.offsetBytes }
    yield* descend({ ...item, slot: first + at.slot }, slot)
  }
}

const sorted = new WeakMap<ReadonlyMap<bigint, Uint8Array>, readonly bigint[]>()

/** The largest hash up to `slot` that is near enough. */
function nearestHash(preimages: ReadonlyMap<bigint, Uint8Array>, slot: bigint): bigint | undefined {
  const hashes = sorted.get(preimages) ?? sortHashes(preimages)
  sorted.set(preimages, hashes)
  let [low, high] = [0, hashes.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((hashes[middle] ?? 0n) <= slot) low = middle + 1
    else high = middle
  }
  const hash = hashes[low - 1]
  return hash !== undefined && slot - hash < mostDistance ? hash : undefined
}

/** Those of what could be a slot, alone or after a key. */
function sortHashes(preimages: ReadonlyMap<bigint, Uint8Array>): readonly bigint[] {
  const hashes = [...preimages].flatMap(([hash, { length }]) => (length >= 32 ? [hash] : []))
  return hashes.sort((a, b) => (a < b ? -1 : 1))
}
