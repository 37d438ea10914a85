import type { CutBlocks } from './blocks/block-store.js'
import { type Branch, keepBlocks } from './blocks/published-blocks.js'
import type { Ledger, LedgerSnapshot } from './ledger.js'

/** What a snapshot was taken of; reorgs and rollbacks may have left its branch. */
export interface TakenSnapshot extends Branch {
  readonly id: bigint
  readonly snapshot: LedgerSnapshot
}

/** Whether the id of a snapshot that was gone back to is given again. */
export type SnapshotIds = 'unique' | 'reused'

/** Moments that a chain can go back to. Taking one is O(1) in the size of the chain. */
export class Snapshots {
  readonly #ledger: Ledger
  readonly #ids: SnapshotIds
  #taken: readonly TakenSnapshot[] = []
  #nextId = 1n

  constructor(ledger: Ledger, ids: SnapshotIds) {
    this.#ledger = ledger
    this.#ids = ids
  }

  /** Those that can be gone back to, oldest first: another list after each change. */
  get all(): readonly TakenSnapshot[] {
    return this.#taken
  }

  get nextId(): bigint {
    return this.#nextId
  }

  /** Makes these what can be gone back to. */
  restore(taken: readonly TakenSnapshot[], nextId: bigint): void {
    this.#taken = taken
    this.#nextId = nextId
  }

  take(): bigint {
    const id = this.#nextId++
    const snapshot = this.#ledger.capture()
    const taken = { id, snapshot, commonNumber: snapshot.headNumber, blocks: [] }
    this.#taken = [...this.#taken, taken]
    return id
  }

  /** Forgets `id` and all that came after it, as if they had never been taken. */
  drop(id: bigint): void {
    this.#taken = this.#taken.filter((taken) => taken.id < id)
    this.#nextId = id
  }

  /** Goes back to `id`, which is used up with all that came after it. False when it is not there. */
  async revert(id: bigint): Promise<boolean> {
    const index = this.#taken.findIndex((taken) => taken.id === id)
    const found = this.#taken[index]
    if (found === undefined) return false
    this.#taken = this.#taken.slice(0, index)
    if (this.#ids === 'reused') this.#nextId = id
    await this.#ledger.restore(found.snapshot, found.commonNumber, found.blocks)
    return true
  }

  /** Takes the blocks after `number` off the chain; snapshots that have them keep them. */
  async rewind(number: bigint): Promise<CutBlocks> {
    const cut = await this.#ledger.rewind(number)
    this.#taken = this.#taken.map((taken) =>
      number < taken.commonNumber ? { ...taken, ...keepBlocks(taken, number, cut) } : taken,
    )
    return cut
  }
}
