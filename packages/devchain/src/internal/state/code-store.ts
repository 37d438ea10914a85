import { ByteTable } from './byte-table.js'
import { copyOf } from './copy.js'

/** A contract's code. There is one such object for each code hash. */
export interface Code {
  readonly hash: Uint8Array
  /** Empty when only the hash is known. */
  readonly bytes: Uint8Array
}

interface StoredCode {
  readonly key: Uint8Array
  readonly hash: Uint8Array
  bytes: Uint8Array
}

/** All code of a family of states, by hash. Only grows: code may come back with any snapshot. */
export class CodeStore {
  readonly none: Code
  readonly #keccak256: (data: Uint8Array) => Uint8Array
  readonly #codes = new ByteTable<StoredCode>()

  constructor(keccak256: (data: Uint8Array) => Uint8Array) {
    this.#keccak256 = keccak256
    this.none = this.byHash(keccak256(new Uint8Array()))
  }

  /** Stores a copy of `bytes`. */
  add(bytes: Uint8Array): Code {
    if (bytes.length === 0) return this.none
    const code = this.#stored(this.#keccak256(bytes))
    if (code.bytes.length === 0) code.bytes = copyOf(bytes)
    return code
  }

  /** The code with `hash`, with the bytes that it is the hash of. */
  addHashed(hash: Uint8Array, bytes: () => Uint8Array): Code {
    const code = this.#stored(hash)
    if (code.bytes.length === 0) code.bytes = bytes()
    return code
  }

  /** The code with `hash`, empty until it is added. */
  byHash(hash: Uint8Array): Code {
    return this.#stored(hash)
  }

  #stored(hash: Uint8Array): StoredCode {
    const known = this.#codes.find(hash)
    if (known !== undefined) return known
    const key = copyOf(hash)
    const code = { key, hash: key, bytes: new Uint8Array() }
    this.#codes.add(code)
    return code
  }
}
