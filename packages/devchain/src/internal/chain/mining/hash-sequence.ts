import type { Crypto } from '../../crypto.js'

/** Numbers without pattern that are the same in each run: every one is the hash of the one before. */
export class HashSequence {
  readonly #crypto: Crypto
  #next: Uint8Array

  constructor(seed: string, crypto: Crypto) {
    this.#crypto = crypto
    this.#next = crypto.keccak256(new TextEncoder().encode(seed))
  }

  /** What `take` will give. */
  get next(): Uint8Array {
    return this.#next
  }

  /** Sets what `take` will give; the sequence goes on from there. */
  set next(value: Uint8Array) {
    this.#next = value
  }

  take(): Uint8Array {
    const taken = this.#next
    this.#next = this.#crypto.keccak256(taken)
    return taken
  }
}
