import { Mutex } from '@scaffold-evm/common'
import type { ChainParts } from '../persistence/recorder.js'
import type { StateJournal } from '../persistence/state-journal.js'

/**
 * Everything that changes a chain, one after the other. When the chain is kept in a file, a change is
 * on the disk before anybody hears of it; the next one is made meanwhile.
 */
export class ChangeQueue {
  readonly #mutex = new Mutex()
  readonly #journal: StateJournal | undefined
  readonly #parts: () => ChainParts

  constructor(journal: StateJournal | undefined, parts: () => ChainParts) {
    this.#journal = journal
    this.#parts = parts
  }

  /** Whether the chain is kept in a file. */
  get isKept(): boolean {
    return this.#journal !== undefined
  }

  /** Runs what changes nothing, and must not meet a change. */
  read<T>(action: () => T | Promise<T>): Promise<T> {
    return this.#mutex.run(action)
  }

  change<T>(action: () => T | Promise<T>): Promise<T> {
    if (this.#journal === undefined) return this.#mutex.run(action)
    return this.#changeKept(action, this.#journal)
  }

  /** After all that was asked for. */
  close(): Promise<void> {
    return this.#mutex.run(() => this.#journal?.close())
  }

  async #changeKept<T>(action: () => T | Promise<T>, journal: StateJournal): Promise<T> {
    let saved: Promise<void> | undefined
    try {
      return await this.#mutex.run(async () => {
        journal.assertWritable()
        try {
          return await action()
        } finally {
          // What failed may have changed something, too.
          saved = journal.save(this.#parts())
        }
      })
    } finally {
      await saved
      if (journal.isBloated) void this.#compact(journal)
    }
  }

  #compact(journal: StateJournal): Promise<void> {
    return this.#mutex.run(async () => {
      if (journal.isBloated) await journal.compact(this.#parts())
    })
  }
}
