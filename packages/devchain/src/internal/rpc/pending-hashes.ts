import type { Hex } from '@scaffold-evm/common'

/** Hashes that are kept for readers who have not come for them. */
const maxHeld = 100_000

/** Hashes in the order in which they came, for any number of readers who each know how far they read. */
export class PendingHashes {
  #held: Hex[] = []
  #dropped = 0

  /** Where a reader begins who wants what comes from now on. */
  get end(): number {
    return this.#dropped + this.#held.length
  }

  add(hash: Hex): void {
    this.#held.push(hash)
    // Cut off in large pieces: moving what stays costs as much as a hundred thousand additions.
    if (this.#held.length < maxHeld * 2) return
    this.#held = this.#held.slice(maxHeld)
    this.#dropped += maxHeld
  }

  /** What came since a reader was at `cursor`, as far as it is still held. */
  since(cursor: number): readonly Hex[] {
    return this.#held.slice(Math.max(0, cursor - this.#dropped))
  }

  /** Forgets what nobody waits for. */
  clear(): void {
    this.#dropped = this.end
    this.#held = []
  }
}
