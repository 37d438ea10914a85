import type { Ledger, LedgerSnapshot } from './ledger.js'

/** Moments that a chain can go back to. Taking one is O(1) in the size of the chain. */
export class Snapshots {
  readonly #ledger: Ledger
  readonly #taken: { readonly id: bigint; readonly snapshot: LedgerSnapshot }[] = []
  #nextId = 1n

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  take(): bigint {
    const id = this.#nextId++
    this.#taken.push({ id, snapshot: this.#ledger.capture() })
    return id
  }

  /** Goes back to `id`, which is used up with all that came after it. False when it is not there. */
  async revert(id: bigint): Promise<boolean> {
    const index = this.#taken.findIndex((taken) => taken.id === id)
    const found = this.#taken[index]
    if (found === undefined) return false
    this.#taken.splice(index)
    await this.#ledger.restore(found.snapshot)
    return true
  }
}
