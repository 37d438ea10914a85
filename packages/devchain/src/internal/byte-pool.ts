/** An array of its own takes 200 bytes beside its content up to 64 bytes, and more beyond them. */
export const longestPooled = 512
const blockBytes = 16_384

/**
 * Copies of short byte strings that share memory: half the size of arrays of their own, of which a chain
 * keeps a dozen for each block.
 */
export class BytePool {
  #block = new Uint8Array(blockBytes)
  #used = 0

  copy(bytes: Uint8Array): Uint8Array {
    const { length } = bytes
    if (length > longestPooled) return new Uint8Array(bytes)
    if (this.#used + length > blockBytes) {
      this.#block = new Uint8Array(blockBytes)
      this.#used = 0
    }
    const start = this.#used
    this.#block.set(bytes, start)
    this.#used += length
    return this.#block.subarray(start, start + length)
  }
}
