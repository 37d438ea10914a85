import type { AccountFields, StorageDump, StorageRange } from '@ethereumjs/common'
import type { Account, Address } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import {
  checkpointOpenError,
  foreignSnapshotError,
  invalidStorageError,
  missingAccountError,
  noCheckpointError,
  proofUnavailableError,
  storageRootError,
  unknownStateRootError,
} from '../../errors/state.js'
import { missingStateError } from '../../errors/state-file.js'
import { isSameBytes } from '../bytes.js'
import type { Crypto } from '../crypto.js'
import type { AccountOverlay } from './account-overlay.js'
import { AccountView } from './account-view.js'
import type { Code, CodeStore } from './code-store.js'
import { stripZeros } from './copy.js'
import { dumpAccounts, dumpStorage, dumpStorageRange } from './dump.js'
import { proveAccount } from './proof.js'
import type { AccountData } from './records.js'
import { Snapshot } from './snapshot.js'
import { type AccountChange, changedState, stateChanges } from './state-changes.js'
import { createStateFamily, type StateFamily } from './state-family.js'
import { StateOverlay } from './state-overlay.js'
import type { Slot } from './storage-overlay.js'
import { Trie } from './trie.js'
import type { AccountProof, RemoteState, StateSnapshot, WorldState } from './types.js'

/** Options of {@link createWorldState}. */
export interface WorldStateOptions {
  readonly crypto: Crypto
  /**
   * Where to read what was never written here. Roots then are those of the overlay: they commit to
   * what changed since the fork point, not to the remote chain's state.
   */
  readonly remote?: RemoteState | undefined
}

/** An empty state, or one that begins as that of a remote chain. */
export function createWorldState({ crypto, remote }: WorldStateOptions): WorldState {
  return new OverlayWorldState(createStateFamily(crypto, remote))
}

const done: Promise<void> = Promise.resolve()

/**
 * ethereumjs' asynchronous interface over the synchronous {@link StateOverlay}. Only what has to be
 * fetched from a remote chain is waited for; all else is an already resolved promise.
 *
 * The storage root of an account that is put is ignored: storage changes through `putStorage`,
 * `clearStorage` and `deleteAccount` alone. What is put is copied; code and words that are got are
 * the state's own and must not be changed.
 */
class OverlayWorldState implements WorldState {
  readonly originalStorageCache: WorldState['originalStorageCache'] = {
    get: (address, key) => this.#withSlot(address, key, (slot) => this.overlay.originalWord(slot)),
    clear: () => this.overlay.forgetOriginals(),
  }
  readonly overlay: StateOverlay
  readonly #family: StateFamily

  constructor(family: StateFamily, base?: Snapshot) {
    this.#family = family
    this.overlay = new StateOverlay(family, base)
  }

  getAccount(address: Address): Promise<Account | undefined> {
    return this.#withAccount(address, (account) => this.#view(account))
  }

  putAccount(address: Address, account?: Account): Promise<void> {
    if (account === undefined) return this.deleteAccount(address)
    const { nonce, balance, codeHash } = account
    return this.#withAccount(address, (current) => {
      const code = this.#codeOf(current, codeHash)
      this.overlay.setData(current, { nonce, balanceWei: balance, code })
    })
  }

  deleteAccount(address: Address): Promise<void> {
    return this.#withAccount(address, (account) => this.overlay.setData(account, null))
  }

  modifyAccountFields(address: Address, fields: AccountFields): Promise<void> {
    const { nonce, balance, codeHash, storageRoot } = fields
    return this.#withAccount(address, (account) => {
      const data = account.data ?? this.#emptyData()
      this.overlay.setData(account, {
        nonce: nonce ?? data.nonce,
        balanceWei: balance ?? data.balanceWei,
        code: codeHash === undefined ? data.code : this.#codeOf(account, codeHash),
      })
      if (storageRoot !== undefined) this.#setStorageRoot(account, storageRoot)
    })
  }

  putCode(address: Address, value: Uint8Array): Promise<void> {
    const code = this.#family.codes.add(value)
    return this.#withAccount(address, (account) => {
      this.overlay.setData(account, { ...(account.data ?? this.#emptyData()), code })
    })
  }

  getCode(address: Address): Promise<Uint8Array> {
    return this.#withAccount(address, ({ data }) => (data?.code ?? this.#family.codes.none).bytes)
  }

  getCodeSize(address: Address): Promise<number> {
    return this.#withAccount(address, ({ data }) => data?.code.bytes.length ?? 0)
  }

  getStorage(address: Address, key: Uint8Array): Promise<Uint8Array> {
    return this.#withSlot(address, key, (slot) => slot.word)
  }

  putStorage(address: Address, key: Uint8Array, value: Uint8Array): Promise<void> {
    const word = stripZeros(value)
    return this.#withAccount(address, (account) => {
      assertStorageKey(key)
      if (value.length > 32) throw invalidStorageError('value', value.length)
      if (account.data === null) throw missingAccountError(address.toString())
      return this.#useSlot(account, key, (slot) => this.overlay.setWord(account, slot, word))
    })
  }

  clearStorage(address: Address): Promise<void> {
    return this.#withAccount(address, (account) => {
      if (account.data === null) this.overlay.setData(account, this.#emptyData())
      this.overlay.clearStorage(account)
    })
  }

  dumpStorage(address: Address): Promise<StorageDump> {
    return this.#withAccount(address, (account) =>
      dumpStorage(account.storage.flush(this.#family.crypto)),
    )
  }

  dumpStorageRange(address: Address, startKey: bigint, limit: number): Promise<StorageRange> {
    return this.#withAccount(address, (account) =>
      dumpStorageRange(account.storage.flush(this.#family.crypto), startKey, limit),
    )
  }

  checkpoint(): Promise<void> {
    this.overlay.checkpoint()
    return done
  }

  commit(): Promise<void> {
    return this.overlay.commit() ? done : Promise.reject(noCheckpointError('commit'))
  }

  revert(): Promise<void> {
    return this.overlay.revert() ? done : Promise.reject(noCheckpointError('revert'))
  }

  getStateRoot(): Promise<Uint8Array> {
    return Promise.resolve(this.overlay.seal().root)
  }

  async setStateRoot(root: Uint8Array): Promise<void> {
    const snapshot = this.#recent(root)
    if (snapshot === undefined) throw unknownStateRootError(bytesToHex(root))
    this.restore(snapshot)
  }

  hasStateRoot(root: Uint8Array): Promise<boolean> {
    return Promise.resolve(this.#recent(root) !== undefined)
  }

  seal(): StateSnapshot {
    this.#assertNoCheckpoint('seal')
    return this.overlay.seal()
  }

  restore(snapshot: StateSnapshot): void {
    this.#assertNoCheckpoint('restore')
    this.overlay.restore(this.#known(snapshot))
  }

  fork(snapshot: StateSnapshot): WorldState {
    return new OverlayWorldState(this.#family, this.#known(snapshot))
  }

  shallowCopy(): WorldState {
    return this.fork(this.seal())
  }

  clearCaches(): void {
    // What is in memory is the state, not a copy of it.
  }

  getAppliedKey(address: Uint8Array): Uint8Array {
    return this.#family.crypto.keccak256(address)
  }

  get codes(): CodeStore {
    return this.#family.codes
  }

  changes(from: StateSnapshot | undefined, to: StateSnapshot): readonly AccountChange[] {
    return stateChanges(from === undefined ? undefined : this.#own(from), this.#own(to))
  }

  changed(base: StateSnapshot | undefined, changes: readonly AccountChange[]): StateSnapshot {
    const from = base === undefined ? new Snapshot(this.#family, new Trie()) : this.#own(base)
    return changedState(this.#family, from, changes)
  }

  missing(root: Uint8Array): StateSnapshot {
    return new Snapshot(this.#family, new Trie(), root)
  }

  async proof(address: Uint8Array, slots: readonly Uint8Array[]): Promise<AccountProof> {
    if (this.#family.remote !== undefined) throw proofUnavailableError()
    const { accounts } = this.overlay.seal()
    return proveAccount(accounts, { address, slots }, this.#family)
  }

  accounts(): ReturnType<WorldState['accounts']> {
    return dumpAccounts(this.overlay.seal().accounts)
  }

  // From asynchronous to synchronous: try, and when the remote chain has to be asked, try again then.

  #withAccount<T>(address: Address, use: (account: AccountOverlay) => T | Promise<T>): Promise<T> {
    const account = this.overlay.account(address.bytes)
    if (account !== undefined) return settle(() => use(account))
    return this.overlay.fetchAccount(address.bytes).then(() => this.#withAccount(address, use))
  }

  #withSlot(
    address: Address,
    key: Uint8Array,
    use: (slot: Slot) => Uint8Array,
  ): Promise<Uint8Array> {
    return this.#withAccount(address, (account) => {
      assertStorageKey(key)
      return this.#useSlot(account, key, use)
    })
  }

  #useSlot<T>(account: AccountOverlay, key: Uint8Array, use: (slot: Slot) => T): T | Promise<T> {
    const slot = this.overlay.slot(account, key)
    if (slot !== undefined) return use(slot)
    return this.overlay.fetchSlot(account, key).then(() => this.#useSlot(account, key, use))
  }

  #view(account: AccountOverlay): Account | undefined {
    if (account.data === null) return undefined
    return new AccountView(account.data, () => this.overlay.storageRoot(account))
  }

  #emptyData(): AccountData {
    return { nonce: 0n, balanceWei: 0n, code: this.#family.codes.none }
  }

  #codeOf(account: AccountOverlay, hash: Uint8Array): Code {
    const known = account.data?.code
    return known?.hash === hash ? known : this.#family.codes.byHash(hash)
  }

  #setStorageRoot(account: AccountOverlay, root: Uint8Array): void {
    if (isSameBytes(root, this.overlay.storageRoot(account))) return
    if (!isSameBytes(root, this.#family.hasher.emptyRoot)) throw storageRootError()
    this.overlay.clearStorage(account)
  }

  #recent(root: Uint8Array): Snapshot | undefined {
    const { hasher, recent } = this.#family
    return isSameBytes(root, hasher.emptyRoot)
      ? new Snapshot(this.#family, new Trie())
      : recent.find(root)
  }

  #assertNoCheckpoint(operation: string): void {
    if (this.overlay.depth > 0) throw checkpointOpenError(operation, this.overlay.depth)
  }

  /** One that can be gone to. */
  #known(snapshot: StateSnapshot): Snapshot {
    if (snapshot.isMissing) throw missingStateError(snapshot.root)
    return this.#own(snapshot)
  }

  #own(snapshot: StateSnapshot): Snapshot {
    if (!(snapshot instanceof Snapshot) || snapshot.family !== this.#family) {
      throw foreignSnapshotError()
    }
    return snapshot
  }
}

function settle<T>(action: () => T | Promise<T>): Promise<T> {
  try {
    return Promise.resolve(action())
  } catch (error) {
    return Promise.reject(error)
  }
}

function assertStorageKey(key: Uint8Array): void {
  if (key.length !== 32) throw invalidStorageError('key', key.length)
}
