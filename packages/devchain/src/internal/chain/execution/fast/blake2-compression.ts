import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What `assembly/blake2.ts` exports. */
interface Blake2Exports {
  readonly memory: WebAssembly.Memory
  input(): number
  begin(isFinal: boolean): void
  mix(rounds: number): void
  finish(): void
}

const hashBytes = 64

/** A multiple of ten, since then the message is taken in its own order again. */
const mostRoundsAtOnce = 10_000

/** The compression function F of BLAKE2b in WebAssembly, with the memory that it works in. */
export class Blake2Compression {
  readonly #exports: Blake2Exports
  readonly #memory: Uint8Array

  /** Takes a millisecond. */
  constructor() {
    const module = new WebAssembly.Module(
      readFileSync(fileURLToPath(import.meta.resolve('#blake2.wasm'))),
    )
    const { exports } = new WebAssembly.Instance(module, {})
    this.#exports = exports as Blake2Exports
    this.#memory = new Uint8Array(this.#exports.memory.buffer)
  }

  /** The new hash. `block` is the old hash, the message and the offset: 64, 128 and 16 bytes. */
  run(block: Uint8Array, isFinal: boolean, rounds: number): Uint8Array {
    const { input, begin, mix, finish } = this.#exports
    const place = input()
    this.#memory.set(block, place)
    begin(isFinal)
    // V8 replaces a function with its optimized code only when it is called anew.
    for (let left = rounds; left > 0; left -= mostRoundsAtOnce) {
      mix(Math.min(left, mostRoundsAtOnce))
    }
    finish()
    return this.#memory.slice(place, place + hashBytes)
  }
}
