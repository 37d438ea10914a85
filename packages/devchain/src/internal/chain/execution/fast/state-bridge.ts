import { isSameBytes } from '../../../bytes.js'
import type { AccountOverlay } from '../../../state/account-overlay.js'
import type { Code } from '../../../state/code-store.js'
import type { AccountData } from '../../../state/records.js'
import type { StateOverlay } from '../../../state/state-overlay.js'
import type { Slot } from '../../../state/storage-overlay.js'
import type { EngineExports, Pointer } from './engine-exports.js'
import type { EngineMemory } from './engine-memory.js'
import type { Machine } from './machine.js'
import { accountFields, accountFlags, slotFields } from './records.js'

const missing = -2
const noHandle = -1

/** Gives the engine what it reads of a state, and the state what the engine has changed. */
export class StateBridge {
  readonly #machine: Machine
  readonly #overlay: StateOverlay
  /** By the handles that records have. */
  #accounts: AccountOverlay[] = []
  #slots: Slot[] = []
  /** Accounts that this execution created: their storage is empty, wherever the account comes from. */
  readonly #created = new Set<number>()
  #fetch: (() => Promise<void>) | undefined
  /** Of the instance that the machine has in this execution. */
  #exports: EngineExports
  #memory: EngineMemory

  constructor(machine: Machine, overlay: StateOverlay) {
    this.#machine = machine
    this.#overlay = overlay
    this.#exports = machine.exports
    this.#memory = machine.memory
  }

  /** Before each execution. Forgets what handles meant. */
  begin(): void {
    this.#exports = this.#machine.exports
    this.#memory = this.#machine.memory
    this.#accounts = []
    this.#slots = []
    this.#created.clear()
    this.#fetch = undefined
  }

  /** Fetches what the execution had to stop for; undefined when it was nothing of the state. */
  get fetch(): (() => Promise<void>) | undefined {
    return this.#fetch
  }

  /** The account of a record. */
  accountOf(record: Pointer): AccountOverlay | undefined {
    return this.#accounts[this.#memory.uint32(record + accountFields.handle)]
  }

  loadAccount(record: Pointer): number {
    const { askedAddress } = this.#memory
    const account = this.#overlay.account(askedAddress)
    if (account === undefined) {
      const address = askedAddress.slice()
      this.#fetch = () => this.#overlay.fetchAccount(address)
      return missing
    }
    const handle = this.#accounts.push(account) - 1
    const { data } = account
    if (data === null) return handle * 2
    const { view, bytes } = this.#memory
    view.setBigUint64(record + accountFields.nonce, data.nonce, true)
    this.#memory.setWord(record + accountFields.balance, data.balanceWei)
    bytes.set(data.code.hash, record + accountFields.codeHash)
    return handle * 2 + 1
  }

  codeSize(handle: number): number {
    return this.#codeBytes(handle).length
  }

  loadCode(handle: number, out: Pointer): void {
    this.#memory.bytes.set(this.#codeBytes(handle), out)
  }

  #codeBytes(handle: number): Uint8Array {
    return (this.#accounts[handle]?.data?.code ?? this.#overlay.emptyData.code).bytes
  }

  loadSlot(handle: number): number {
    const account = this.#accounts[handle]
    if (account === undefined || this.#created.has(handle)) return noHandle
    const { askedKey } = this.#memory
    const slot = this.#overlay.slot(account, askedKey)
    if (slot === undefined) {
      const key = askedKey.slice()
      this.#fetch = () => this.#overlay.fetchSlot(account, key)
      return missing
    }
    this.#memory.answer = slot.word
    return this.#slots.push(slot) - 1
  }

  /** Asked when the account is about to be created. What a remote chain has in it cannot be known, and is not there. */
  hasStorage(handle: number): number {
    const account = this.#accounts[handle]
    if (account === undefined) return 0
    if (account.data !== null && !this.#overlay.hasEmptyStorage(account)) return 1
    this.#created.add(handle)
    return 0
  }

  /** Writes into the state what the execution changed. Returns the accounts that are to be deleted in the end. */
  apply(isDestroyedAtOnce: (flags: number) => boolean, removesEmpty: boolean): Uint8Array[] {
    const destroyed: Uint8Array[] = []
    const exports = this.#exports
    let record = exports.nextChangedAccount(0)
    for (; record !== 0; record = exports.nextChangedAccount(record)) {
      const account = this.accountOf(record)
      if (account === undefined) continue
      const flags = this.#memory.uint32(record + accountFields.flags)
      if ((flags & accountFlags.changed) !== 0)
        this.#applyAccount(record, flags, account, removesEmpty)
      this.#applySlots(record, account)
      if (isDestroyedAtOnce(flags)) destroyed.push(account.key)
    }
    return destroyed
  }

  #applyAccount(
    record: Pointer,
    flags: number,
    account: AccountOverlay,
    removesEmpty: boolean,
  ): void {
    const data = this.#dataOf(record, account)
    const isEmpty =
      data.nonce === 0n && data.balanceWei === 0n && data.code === this.#overlay.emptyData.code
    const isThere = (flags & accountFlags.exists) !== 0
    const isRemoved = removesEmpty && isEmpty && (flags & accountFlags.touched) !== 0
    this.#overlay.setData(account, isThere && !isRemoved ? data : null)
    if ((flags & accountFlags.created) !== 0 && !account.storage.isComplete) {
      this.#overlay.clearStorage(account)
    }
  }

  #dataOf(record: Pointer, account: AccountOverlay): AccountData {
    return {
      nonce: this.#memory.uint64(record + accountFields.nonce),
      balanceWei: this.#memory.word(record + accountFields.balance),
      code: this.#codeOf(record, account),
    }
  }

  #codeOf(record: Pointer, account: AccountOverlay): Code {
    const place = record + accountFields.codeHash
    const hash = this.#memory.bytes.subarray(place, place + 32)
    const known = (account.data ?? this.#overlay.emptyData).code
    if (isSameBytes(known.hash, hash)) return known
    return this.#overlay.addCode(hash, () => {
      const code = this.#memory.uint32(record + accountFields.code)
      return this.#memory.slice(this.#exports.bytesOf(code), this.#exports.sizeOf(code))
    })
  }

  #applySlots(record: Pointer, account: AccountOverlay): void {
    const exports = this.#exports
    let slot = exports.nextChangedSlot(record, 0)
    for (; slot !== 0; slot = exports.nextChangedSlot(record, slot)) this.#applySlot(slot, account)
  }

  #applySlot(record: Pointer, account: AccountOverlay): void {
    if (account.data === null) return
    const handle = this.#memory.view.getInt32(record + slotFields.handle, true)
    const slot =
      handle === noHandle ? this.#overlay.slot(account, this.#memory.askedKey) : this.#slots[handle]
    if (slot !== undefined) this.#overlay.setWord(account, slot, this.#memory.answer)
  }
}
