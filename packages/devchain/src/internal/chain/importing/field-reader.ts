import { bytesToBigint } from '@scaffold-evm/common'

/** A field that is not what blocks have there. Never leaves the import. */
export class FieldMismatch extends Error {}

/** Reads the fields of an RLP list in their order. */
export class FieldReader {
  readonly #fields: readonly unknown[]
  #position = 0

  constructor(fields: readonly unknown[]) {
    this.#fields = fields
  }

  get isEnd(): boolean {
    return this.#position >= this.#fields.length
  }

  /** So many bytes. */
  fixed(name: string, sizeBytes: number): Uint8Array {
    const bytes = this.bytes(name)
    if (bytes.length === sizeBytes) return bytes
    throw new FieldMismatch(`${name} has ${bytes.length} bytes, not ${sizeBytes}`)
  }

  bytes(name: string): Uint8Array {
    const field = this.#fields[this.#position++]
    if (field instanceof Uint8Array) return field
    throw new FieldMismatch(`${name} is ${field === undefined ? 'missing' : 'a list'}`)
  }

  quantity(name: string, mostBytes = 8): bigint {
    const bytes = this.bytes(name)
    if (bytes.length > mostBytes) throw new FieldMismatch(`${name} has ${bytes.length} bytes`)
    if (bytes[0] === 0) throw new FieldMismatch(`${name} has leading zeros`)
    return bytesToBigint(bytes)
  }

  list(name: string): readonly unknown[] {
    const field = this.#fields[this.#position++]
    if (Array.isArray(field)) return field
    throw new FieldMismatch(`${name} is ${field === undefined ? 'missing' : 'not a list'}`)
  }

  /** @throws {@link FieldMismatch} when there are more fields than were read */
  end(name: string): void {
    if (!this.isEnd) throw new FieldMismatch(`${name} has ${this.#fields.length} fields`)
  }
}
