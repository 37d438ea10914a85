import { isSameBytes } from '../bytes.js'
import type { AccountRecord } from './records.js'
import type { StateFamily } from './state-family.js'
import type { Trie } from './trie.js'
import type { StateSnapshot } from './types.js'

/** A sealed state: the account trie, which carries all storage tries. */
export class Snapshot implements StateSnapshot {
  readonly root: Uint8Array
  readonly accounts: Trie<AccountRecord>
  /** The family of states that it can be restored in. */
  readonly family: object

  readonly isMissing: boolean

  /** With `missingRoot` a state of which nothing is known but that. */
  constructor(family: StateFamily, accounts: Trie<AccountRecord>, missingRoot?: Uint8Array) {
    this.family = family
    this.root = missingRoot ?? accounts.root(family.hasher)
    this.accounts = accounts
    this.isMissing = missingRoot !== undefined
  }
}

/** How many sealed states can be gone back to by their root alone. */
const recentCount = 128

/** The last states that were sealed, for `setStateRoot`, which names a state by its root. */
export class RecentSnapshots {
  /** The latest at the end. */
  readonly #snapshots: Snapshot[] = []

  add(snapshot: Snapshot): void {
    if (this.#snapshots.at(-1) === snapshot) return
    this.#snapshots.push(snapshot)
    if (this.#snapshots.length > recentCount) this.#snapshots.shift()
  }

  find(root: Uint8Array): Snapshot | undefined {
    return this.#snapshots.findLast((snapshot) => isSameBytes(snapshot.root, root))
  }
}
