import { isSameBytes } from '../bytes.js'
import { AccountRecord, SlotRecord } from './records.js'
import { Snapshot } from './snapshot.js'
import type { StateFamily } from './state-family.js'
import { emptyStorage } from './storage-overlay.js'
import type { Trie } from './trie.js'
import type { TrieEdit } from './trie-edit.js'

/** A storage slot as it is after a change. */
export interface SlotChange {
  /** 32 bytes. */
  readonly slot: Uint8Array
  /** Without leading zeros. */
  readonly word: Uint8Array
}

/** An account as it is after a change. */
export interface AccountChange {
  readonly address: Uint8Array
  /** Null when there is none; undefined when the trie has no record of it, either. */
  readonly data: AccountRecord['data'] | undefined
  /** Whether `slots` are all there is; otherwise they replace some of those before. */
  readonly isStorageNew: boolean
  readonly isStorageComplete: boolean
  readonly slots: readonly SlotChange[]
}

/** Accounts that are different between `from` and `to`. Costs what differs, not what there is. */
export function stateChanges(from: Snapshot | undefined, to: Snapshot): AccountChange[] {
  const changes: AccountChange[] = []
  for (const change of to.accounts.changesSince(from?.accounts)) {
    changes.push(accountChange(change.from, change.to))
  }
  return changes
}

function accountChange(
  from: AccountRecord | undefined,
  to: AccountRecord | undefined,
): AccountChange {
  if (to === undefined) {
    const address = from?.address ?? new Uint8Array(20)
    const gone = { data: undefined, isStorageNew: true, isStorageComplete: true, slots: [] }
    return { address, ...gone }
  }
  const before = from !== undefined && isChangedInPlace(from, to) ? from.storage : undefined
  return {
    address: to.address,
    data: to.data,
    isStorageNew: before === undefined,
    isStorageComplete: to.isStorageComplete,
    slots: slotChanges(before, to.storage),
  }
}

/** Whether `to` is `from` with other words. Otherwise all that `to` has is said. */
function isChangedInPlace(from: AccountRecord, to: AccountRecord): boolean {
  if (to.storage.isEmpty || from.isStorageComplete !== to.isStorageComplete) return false
  if (to.isStorageComplete) return true
  // On a fork a slot without a record is the remote chain's, for which changes have no word.
  for (const change of to.storage.changesSince(from.storage)) {
    if (change.to === undefined) return false
  }
  return true
}

function slotChanges(from: Trie<SlotRecord> | undefined, to: Trie<SlotRecord>): SlotChange[] {
  const slots: SlotChange[] = []
  for (const { from: before, to: after } of to.changesSince(from)) {
    const slot = after?.slot ?? before?.slot
    const word = after?.word ?? new Uint8Array(0)
    if (slot === undefined) continue
    if (before === undefined || after === undefined || !isSameBytes(before.word, word)) {
      slots.push({ slot, word })
    }
  }
  return slots
}

/** The state that `changes` make of `base`, the empty one when there is none. */
export function changedState(
  family: StateFamily,
  base: Snapshot,
  changes: readonly AccountChange[],
): Snapshot {
  const edits = changes.map((change) => accountEdit(family, base, change))
  return new Snapshot(family, base.accounts.edit(edits))
}

function accountEdit(
  family: StateFamily,
  base: Snapshot,
  change: AccountChange,
): TrieEdit<AccountRecord> {
  const { address, data, isStorageNew, isStorageComplete, slots } = change
  const key = family.crypto.keccak256(address)
  if (data === undefined) return { key, entry: undefined }
  const before = isStorageNew ? undefined : base.accounts.get(key)
  const storage = (before?.storage ?? emptyStorage).edit(
    slots.map((slot) => slotEdit(family, slot, isStorageComplete)),
  )
  const fields = { key, address, data, storage, isStorageComplete }
  return { key, entry: new AccountRecord(fields) }
}

function slotEdit(
  { crypto }: StateFamily,
  { slot, word }: SlotChange,
  isStorageComplete: boolean,
): TrieEdit<SlotRecord> {
  const key = crypto.keccak256(slot)
  // Where the remote chain lies underneath, a zero has to hide what it has.
  const isNone = word.length === 0 && isStorageComplete
  return { key, entry: isNone ? undefined : new SlotRecord(key, slot, word) }
}
