import { elementaryType, packedSize } from '@scaffold-evm/trace'
import type { StorageLayout, StorageType } from '../../layout/storage-layout.js'

const wordBytes = 32n

/** The types of a layout by their names. */
export class LayoutTypes {
  readonly #types: StorageLayout['types']

  constructor(types: StorageLayout['types']) {
    this.#types = types
  }

  of(name: string): StorageType {
    const known = Object.hasOwn(this.#types, name) ? this.#types[name] : undefined
    if (known !== undefined) return known
    const type = elementaryType(name)
    if (type.kind === 'unknown') return type
    if (type.kind === 'bytes' || type.kind === 'string') return { kind: 'dynamic' }
    return { kind: 'value', bytes: packedSize(type) }
  }

  /** How many bytes of the place of a variable a value takes; what is elsewhere, as items of mappings, not counted. */
  bytes(name: string): bigint {
    const type = this.of(name)
    switch (type.kind) {
      case 'value':
      case 'enum':
      case 'alias':
      case 'function':
        return BigInt(type.bytes)
      case 'contract':
        return 20n
      case 'struct':
        return BigInt(type.bytes)
      case 'array':
        return type.length === undefined
          ? wordBytes
          : this.#arrayBytes(type.base, BigInt(type.length))
      default:
        return wordBytes
    }
  }

  #arrayBytes(base: string, length: bigint): bigint {
    const each = this.bytes(base)
    if (each >= wordBytes) return length * each
    const perWord = wordBytes / each
    return wordBytes * ((length + perWord - 1n) / perWord)
  }
}
