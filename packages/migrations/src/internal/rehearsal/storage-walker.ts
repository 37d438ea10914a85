import { bytesToHex } from '@scaffold-evm/common'
import { getAddress } from '@scaffold-evm/project/ethers'
import type { Reference, SolidityType, Value } from '@scaffold-evm/trace'
import type { KeyPool, MappingKey } from './key-pool.js'
import type { LayoutVariable } from './layout-variables.js'
import type { StorageView } from './storage-view.js'
import { isZeroValue } from './value-text.js'

/** Keys that were found, by path of the mapping and by how they are written. */
export type FoundKeys = Map<string, Map<string, MappingKey>>

/** What is looked for, and how much of it. */
export interface WalkContext {
  readonly pool: KeyPool
  readonly keys: FoundKeys
  /** So many words are asked for while entries of mappings are looked for. */
  readonly mostWords: number
}

/** So many items of an array are looked at. */
const mostItems = 256n
const mostKeys = 1000
/** So many words are asked for at once. */
const atOnce = 64
const word: SolidityType = { kind: 'integer', name: 'uint256', bits: 256, isSigned: false }

/** Goes through variables down to what is a value by itself. */
export class StorageWalker {
  readonly #view: StorageView
  readonly #context: WalkContext

  constructor(view: StorageView, context: WalkContext) {
    this.#view = view
    this.#context = context
  }

  /** Finds entries of mappings that are not zero, and what may be keys of others. */
  async discover(variables: readonly LayoutVariable[]): Promise<void> {
    for (const { name, ...reference } of variables) await this.#find(name, reference, [])
  }

  /** Each value by its path, in entries of mappings those of the keys that were found. */
  async read(variables: readonly LayoutVariable[]): Promise<ReadonlyMap<string, Value>> {
    const values = new Map<string, Value>()
    for (const { name, ...reference } of variables) await this.#collect(name, reference, values)
    return values
  }

  /** Whether something is stored there. */
  async #find(path: string, at: Reference, under: readonly MappingKey[]): Promise<boolean> {
    if (at.type.kind === 'mapping') return this.#findEntries(path, at, under)
    const parts = await this.#parts(path, at)
    if (parts !== undefined) {
      let isThere = false
      for (const [inner, part] of parts) {
        if (await this.#find(inner, part, under)) isThere = true
      }
      return isThere
    }
    const value = await this.#view.values.read(at)
    this.#context.pool.addValue(value)
    return value.kind !== 'unavailable' && !isZeroValue(value)
  }

  async #findEntries(path: string, at: Reference, under: readonly MappingKey[]): Promise<boolean> {
    const { pool, keys, mostWords } = this.#context
    if (at.type.kind !== 'mapping') return false
    const found = keys.get(path) ?? new Map<string, MappingKey>()
    keys.set(path, found)
    const { key: keyType } = at.type
    const candidates = pool.keys(keyType, under)
    for (let first = 0; first < candidates.length && found.size < mostKeys; first += atOnce) {
      if (this.#view.size >= mostWords) break
      const some = candidates.slice(first, first + atOnce)
      const results = await Promise.all(
        some.map(async (key) => {
          const text = keyText(keyType, key)
          const entry = this.#view.values.entry(at, key)
          const inner = `${path}[${text}]`
          return { key, text, isThere: entry && (await this.#find(inner, entry, [...under, key])) }
        }),
      )
      for (const { key, text, isThere } of results) if (isThere === true) found.set(text, key)
    }
    return found.size > 0
  }

  async #collect(path: string, at: Reference, values: Map<string, Value>): Promise<void> {
    const { type } = at
    if (type.kind === 'mapping') {
      for (const [text, key] of this.#context.keys.get(path) ?? []) {
        const entry = this.#view.values.entry(at, key)
        if (entry !== undefined) await this.#collect(`${path}[${text}]`, entry, values)
      }
      return
    }
    const parts = await this.#parts(path, at)
    if (parts === undefined) values.set(path, await this.#view.values.read(at))
    else for (const [inner, part] of parts) await this.#collect(inner, part, values)
  }

  /** Of a struct or an array; undefined for what is a value by itself. */
  async #parts(
    path: string,
    at: Reference,
  ): Promise<readonly (readonly [string, Reference])[] | undefined> {
    const { type, place } = at
    const { values } = this.#view
    if (type.kind === 'struct') {
      return values.members(at).map(({ name, ...member }) => [`${path}.${name}`, member])
    }
    if (type.kind !== 'array' || place.space !== 'storage') return undefined
    const length = type.length ?? (await this.#view.word(place.slot))
    const parts: (readonly [string, Reference])[] =
      type.length === undefined ? [[`${path}.length`, { type: word, place }]] : []
    for (let index = 0n; index < length && index < mostItems; index++) {
      const item = values.item(at, index)
      if (item !== undefined) parts.push([`${path}[${index}]`, item])
    }
    return parts
  }
}

/** As Solidity writes it. */
function keyText(type: SolidityType, key: MappingKey): string {
  if (typeof key !== 'bigint') {
    return type.kind === 'string'
      ? JSON.stringify(Buffer.from(key).toString('utf8'))
      : bytesToHex(key)
  }
  const digits = key.toString(16).padStart(64, '0')
  switch (type.kind) {
    case 'user-defined':
      return keyText(type.underlying, key)
    case 'address':
    case 'contract':
      return getAddress(`0x${digits.slice(24)}`)
    case 'bool':
      return String(key !== 0n)
    case 'enum':
      return type.members[Number(key)] ?? String(key)
    case 'fixed-bytes':
      return `0x${digits.slice(0, type.sizeBytes * 2)}`
    case 'integer':
      return String(type.isSigned ? BigInt.asIntN(256, key) : key)
    default:
      return String(key)
  }
}
