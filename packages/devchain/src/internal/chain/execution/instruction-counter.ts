import { bytesToDigits } from '@scaffold-evm/common'

/** How often the instructions of one code ran. Init code counts as a code of its own. */
export interface CodeCounts {
  /** keccak-256 of the code. */
  readonly codeHash: Uint8Array
  readonly code: Uint8Array
  /** By place in the code: how often the instruction there began, also if it then failed. The end is none. */
  readonly hits: Uint32Array
  /** By place of a JUMPI: how often it jumped. */
  readonly jumpsTaken: Uint32Array
}

/** Sums up which instructions run, which costs little: what coverage is made of. */
export class InstructionCounter {
  readonly #codes = new Map<string, CodeCounts>()

  /** All codes that ran, in the order in which they were first seen. */
  get codes(): Iterable<CodeCounts> {
    return this.#codes.values()
  }

  /** The counts of a code, which may be added to. `code` is asked for when it is new. */
  of(codeHash: Uint8Array, code: () => Uint8Array): CodeCounts {
    const key = bytesToDigits(codeHash)
    const known = this.#codes.get(key)
    if (known !== undefined) return known
    const bytes = code()
    const created = {
      codeHash,
      code: bytes,
      hits: new Uint32Array(bytes.length),
      jumpsTaken: new Uint32Array(bytes.length),
    }
    this.#codes.set(key, created)
    return created
  }
}
