import { isSameBytes } from '../bytes.js'
import { AccountOverlay, isSameData, overlayOf } from './account-overlay.js'
import { ByteTable } from './byte-table.js'
import type { Code } from './code-store.js'
import { copyOf } from './copy.js'
import { Journal, type Undo } from './journal.js'
import { type AccountData, AccountRecord } from './records.js'
import { Snapshot } from './snapshot.js'
import type { StateFamily } from './state-family.js'
import { emptyStorage, Slot, StorageOverlay, unreadSlot } from './storage-overlay.js'
import { Trie } from './trie.js'
import type { TrieEdit } from './trie-edit.js'

/** Beyond so many accounts and slots, memory is worth more than the speed of reading them again. */
const cachedLimit = 10_000

/**
 * The state in memory over the tries of a snapshot, with its journal. All of it is synchronous: what
 * only the remote chain knows is answered with undefined, and can be asked again once fetched.
 *
 * Whoever changes an account passes the object that `account` gave; it stays valid until `seal` or
 * `restore`.
 */
export class StateOverlay {
  /** What an account is that is not there. */
  readonly emptyData: AccountData
  readonly #family: StateFamily
  #base: Snapshot
  #accounts = new ByteTable<AccountOverlay>()
  #dirty: AccountOverlay[] = []
  #journal = new Journal()
  #originalEpoch = 0

  constructor(family: StateFamily, base?: Snapshot) {
    this.#family = family
    this.#base = base ?? new Snapshot(family, new Trie())
    this.emptyData = { nonce: 0n, balanceWei: 0n, code: family.codes.none }
  }

  /** The number of open checkpoints. */
  get depth(): number {
    return this.#journal.depth
  }

  /** The account, present or not; undefined when it has to be fetched first. */
  account(address: Uint8Array): AccountOverlay | undefined {
    const known = this.#accounts.find(address)
    if (known !== undefined) return known
    const hashedKey = this.#family.crypto.keccak256(address)
    const record = this.#base.accounts.get(hashedKey)
    if (record !== undefined) return this.#adopt(overlayOf(record))
    const remote = this.#family.remote
    const data = remote === undefined ? null : remote.account(address)
    if (data === undefined) return undefined
    const sealed = { data, storage: emptyStorage, isStorageComplete: data === null }
    return this.#adopt(new AccountOverlay({ key: copyOf(address), hashedKey }, sealed))
  }

  /** The slot of an account; undefined when it has to be fetched first. */
  slot(account: AccountOverlay, key: Uint8Array): Slot | undefined {
    const { storage } = account
    const slot = storage.find(key, this.#family.crypto)
    if (slot !== undefined) return slot
    const word = this.#family.remote?.word(account.key, key)
    return word === undefined ? undefined : storage.adopt(new Slot(copyOf(key), word))
  }

  /** A slot that is only going to be written, other than zero: what the remote chain has there is not asked for. */
  unreadSlot(account: AccountOverlay, key: Uint8Array): Slot {
    return account.storage.adopt(unreadSlot(copyOf(key)))
  }

  /** After this `account` knows the address. */
  fetchAccount(address: Uint8Array): Promise<void> {
    return this.#family.remote?.fetchAccount(address) ?? Promise.resolve()
  }

  /** After this `slot` knows the slot. */
  fetchSlot(account: AccountOverlay, key: Uint8Array): Promise<void> {
    return this.#family.remote?.fetchWord(account.key, key) ?? Promise.resolve()
  }

  /** Whether something may have to be fetched. */
  get isRemote(): boolean {
    return this.#family.remote !== undefined
  }

  /**
   * Fetches accounts and slots that are going to be needed in one go, as far as they are not known.
   * Undefined when there is nothing to wait for, as always but on a fork.
   */
  prefetch(
    addresses: readonly Uint8Array[],
    slots: readonly (readonly [address: Uint8Array, key: Uint8Array])[],
  ): Promise<void> | undefined {
    const { remote, crypto } = this.#family
    if (remote === undefined) return undefined
    const hasRecord = (address: Uint8Array): boolean =>
      this.#base.accounts.get(crypto.keccak256(address)) !== undefined
    return remote.prefetch(
      addresses.filter((address) => !hasRecord(address)),
      slots,
    )
  }

  /** Replaces what the account is; null removes it together with its storage. */
  setData(account: AccountOverlay, data: AccountData | null): void {
    if (data === null) {
      if (account.data === null) return
      this.clearStorage(account)
    } else if (isSameData(account.data, data)) return
    if (account.dataEpoch !== this.#journal.epoch) {
      account.dataEpoch = this.#journal.epoch
      this.#journal.record(new DataUndo(this, account))
    }
    this.putBackData(account, data)
  }

  clearStorage(account: AccountOverlay): void {
    if (account.storageEpoch !== this.#journal.epoch) {
      account.storageEpoch = this.#journal.epoch
      this.#journal.record(new StorageUndo(this, account))
    }
    this.putBackStorage(account, new StorageOverlay())
  }

  /** Sets a slot that `slot` gave for this account. The word has no leading zeros and is not copied. */
  setWord(account: AccountOverlay, slot: Slot, word: Uint8Array): void {
    if (isSameBytes(slot.word, word)) return
    if (slot.epoch !== this.#journal.epoch) {
      slot.epoch = this.#journal.epoch
      this.#journal.record(new SlotUndo(this, account, slot))
    }
    account.storage.setWord(slot, word)
    this.#markDirty(account)
  }

  /** The word that the slot had when it was first asked for since `forgetOriginals`. */
  originalWord(slot: Slot): Uint8Array {
    if (slot.originalEpoch !== this.#originalEpoch || slot.originalWord === undefined) {
      slot.originalEpoch = this.#originalEpoch
      slot.originalWord = slot.word
    }
    return slot.originalWord
  }

  forgetOriginals(): void {
    this.#originalEpoch++
  }

  checkpoint(): void {
    this.#journal.checkpoint()
  }

  /** Whether there was a checkpoint to commit. */
  commit(): boolean {
    return this.#endCheckpoint(this.#journal.commit())
  }

  /** Whether there was a checkpoint to revert. */
  revert(): boolean {
    return this.#endCheckpoint(this.#journal.revert())
  }

  /** Writes what changed into the tries. Works with checkpoints open, too: reverting changes it back. */
  seal(): Snapshot {
    const edits: TrieEdit<AccountRecord>[] = []
    let size = this.#accounts.size
    for (const account of this.#dirty) {
      account.isDirty = false
      size += account.storage.size
      account.storage.flush(this.#family.crypto)
      if (!account.isUnchanged) edits.push(this.#sealAccount(account))
    }
    this.#dirty = []
    if (this.depth === 0 && size > cachedLimit) this.#accounts = new ByteTable()
    if (edits.length > 0) {
      this.#base = new Snapshot(this.#family, this.#base.accounts.edit(edits))
    }
    this.#family.recent.add(this.#base)
    return this.#base
  }

  restore(snapshot: Snapshot): void {
    this.#base = snapshot
    this.#accounts = new ByteTable()
    this.#dirty = []
    this.#journal = new Journal()
    this.#originalEpoch++
  }

  /** The code with `hash`; its bytes are asked for when it is new. Whoever calls this vouches for the two. */
  addCode(hash: Uint8Array, bytes: () => Uint8Array): Code {
    return this.#family.codes.addHashed(hash, bytes)
  }

  /** Whether no slot of the account is other than zero, as far as it is known here. */
  hasEmptyStorage(account: AccountOverlay): boolean {
    return account.storage.flush(this.#family.crypto).isEmpty
  }

  storageRoot(account: AccountOverlay): Uint8Array {
    return account.storage.flush(this.#family.crypto).root(this.#family.hasher)
  }

  /** Without recording it: for the journal. */
  putBackData(account: AccountOverlay, data: AccountData | null): void {
    account.data = data
    this.#markDirty(account)
  }

  /** Without recording it: for the journal. */
  putBackStorage(account: AccountOverlay, storage: StorageOverlay): void {
    account.storage = storage
    this.#markDirty(account)
  }

  /** Without recording it: for the journal. */
  putBackWord(account: AccountOverlay, slot: Slot, word: Uint8Array): void {
    account.storage.setWord(slot, word)
    this.#markDirty(account)
  }

  #adopt(account: AccountOverlay): AccountOverlay {
    this.#accounts.add(account)
    return account
  }

  #markDirty(account: AccountOverlay): void {
    if (account.isDirty) return
    account.isDirty = true
    this.#dirty.push(account)
  }

  #endCheckpoint(isDone: boolean): boolean {
    if (isDone && this.#journal.depth === 0) this.forgetOriginals()
    return isDone
  }

  #sealAccount(account: AccountOverlay): TrieEdit<AccountRecord> {
    const { data, storage, key: address, hashedKey: key } = account
    const record = new AccountRecord({
      key,
      address,
      data,
      storage: storage.trie,
      isStorageComplete: storage.isComplete,
    })
    account.sealed = record
    // In a fork an account that is gone needs a record that hides the remote one.
    const isGone = data === null && this.#family.remote === undefined
    return { key, entry: isGone ? undefined : record }
  }
}

class DataUndo implements Undo {
  readonly #state: StateOverlay
  readonly #account: AccountOverlay
  readonly #data: AccountData | null

  constructor(state: StateOverlay, account: AccountOverlay) {
    this.#state = state
    this.#account = account
    this.#data = account.data
  }

  undo(): void {
    this.#state.putBackData(this.#account, this.#data)
  }
}

class StorageUndo implements Undo {
  readonly #state: StateOverlay
  readonly #account: AccountOverlay
  readonly #storage: StorageOverlay

  constructor(state: StateOverlay, account: AccountOverlay) {
    this.#state = state
    this.#account = account
    this.#storage = account.storage
  }

  undo(): void {
    this.#state.putBackStorage(this.#account, this.#storage)
  }
}

class SlotUndo implements Undo {
  readonly #state: StateOverlay
  readonly #account: AccountOverlay
  readonly #slot: Slot
  readonly #word: Uint8Array

  constructor(state: StateOverlay, account: AccountOverlay, slot: Slot) {
    this.#state = state
    this.#account = account
    this.#slot = slot
    this.#word = slot.word
  }

  undo(): void {
    this.#state.putBackWord(this.#account, this.#slot, this.#word)
  }
}
