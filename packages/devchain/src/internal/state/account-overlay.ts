import type { AccountData, AccountRecord, SlotRecord } from './records.js'
import { StorageOverlay } from './storage-overlay.js'
import type { Trie } from './trie.js'

/** What lies under the overlay: a record of the state trie, an account of the remote chain, nothing. */
export interface SealedAccount {
  readonly data: AccountData | null
  readonly storage: Trie<SlotRecord>
  readonly isStorageComplete: boolean
}

/** An account that was read or written, as it now is. */
export class AccountOverlay {
  /** The address. */
  readonly key: Uint8Array
  readonly hashedKey: Uint8Array
  /** Null when there is no such account. Replaced, never changed. */
  data: AccountData | null
  storage: StorageOverlay
  sealed: SealedAccount
  isDirty = false
  /** The journal epochs in which `data` and `storage` were last recorded. */
  dataEpoch = 0
  storageEpoch = 0

  constructor(identity: { key: Uint8Array; hashedKey: Uint8Array }, sealed: SealedAccount) {
    this.key = identity.key
    this.hashedKey = identity.hashedKey
    this.data = sealed.data
    this.storage = new StorageOverlay(sealed.storage, sealed.isStorageComplete)
    this.sealed = sealed
  }

  /** Whether nothing is different from what lies under the overlay. Storage has to be flushed. */
  get isUnchanged(): boolean {
    const { sealed, storage } = this
    return (
      isSameData(sealed.data, this.data) &&
      (sealed.storage === storage.trie || (sealed.storage.isEmpty && storage.trie.isEmpty)) &&
      sealed.isStorageComplete === storage.isComplete
    )
  }
}

/** The account that `record` describes. */
export function overlayOf(record: AccountRecord): AccountOverlay {
  return new AccountOverlay({ key: record.address, hashedKey: record.key }, record)
}

export function isSameData(a: AccountData | null, b: AccountData | null): boolean {
  if (a === null || b === null) return a === b
  return a.nonce === b.nonce && a.balanceWei === b.balanceWei && a.code === b.code
}
