import type { Eip1193Provider } from '@scaffold-evm/common'
import { type SnapshotRestorer, takeSnapshot } from '../helpers/snapshots.js'

/** The state that every test file starts from. */
export class CleanRoom {
  readonly #snapshot: SnapshotRestorer | undefined
  #isClean = true

  private constructor(snapshot: SnapshotRestorer | undefined) {
    this.#snapshot = snapshot
  }

  /** Remembers the chain's state as it is now; on networks without snapshots there is none to go back to. */
  static async create(provider: Eip1193Provider): Promise<CleanRoom> {
    try {
      return new CleanRoom(await takeSnapshot(provider))
    } catch {
      return new CleanRoom(undefined)
    }
  }

  /** Whether the network can go back at all. */
  get isSupported(): boolean {
    return this.#snapshot !== undefined
  }

  /** Brings the chain into the state. */
  async restore(): Promise<void> {
    await this.#snapshot?.restore()
  }

  /** Brings the chain into the state, if anything may have changed it. @throws `TEST_SNAPSHOT_INVALID` */
  async enter(): Promise<void> {
    if (!this.#isClean) await this.restore()
    this.#isClean = false
  }
}
