import { type Hex, hexToBytes, isHex, type ScaffoldError } from '@scaffold-evm/common'
import { forkResponseError } from '../../../errors/fork.js'

/** A JSON object that another node sent, read field by field. */
export class RpcRecord {
  readonly #method: string
  readonly #fields: Readonly<Record<string, unknown>>

  /** @throws `CHAIN_FORK_RESPONSE_INVALID` unless `value` is an object. */
  constructor(method: string, value: unknown) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw forkResponseError(method, 'an object', value)
    }
    this.#method = method
    this.#fields = { ...value }
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null
  }

  quantity(name: string): bigint {
    const value = this.#fields[name]
    if (!isHex(value) || value.length < 3) throw this.#unexpected(name, 'a quantity', value)
    return BigInt(value)
  }

  optionalQuantity(name: string): bigint | undefined {
    return this.has(name) ? this.quantity(name) : undefined
  }

  hex(name: string): Hex {
    const value = this.#fields[name]
    if (!isHex(value)) throw this.#unexpected(name, 'hex digits', value)
    return value
  }

  bytes(name: string): Uint8Array {
    const value = this.#fields[name]
    if (!isHex(value) || value.length % 2 !== 0) throw this.#unexpected(name, 'bytes', value)
    return hexToBytes(value)
  }

  optionalBytes(name: string): Uint8Array | undefined {
    return this.has(name) ? this.bytes(name) : undefined
  }

  /** A list of objects; empty when there is none. */
  records(name: string): RpcRecord[] {
    return this.#list(name).map((item) => new RpcRecord(this.#method, item))
  }

  /** A list of byte strings; empty when there is none. */
  byteStrings(name: string): Uint8Array[] {
    return this.#list(name).map((item) => {
      if (!isHex(item) || item.length % 2 !== 0) throw this.#unexpected(name, 'bytes', item)
      return hexToBytes(item)
    })
  }

  #list(name: string): readonly unknown[] {
    if (!this.has(name)) return []
    const value = this.#fields[name]
    if (!Array.isArray(value)) throw this.#unexpected(name, 'a list', value)
    return value
  }

  #unexpected(name: string, expected: string, value: unknown): ScaffoldError {
    return forkResponseError(this.#method, `${expected} as ${name}`, value)
  }
}
