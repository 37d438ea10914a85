import { ByteTable } from './byte-table.js'
import type { CodeStore } from './code-store.js'
import { copyOf, stripZeros } from './copy.js'
import type { AccountData } from './records.js'
import type { RemoteState } from './types.js'

interface CachedAccount {
  readonly key: Uint8Array
  /** Undefined while on its way. */
  data: AccountData | null | undefined
  pending: Promise<void> | undefined
  readonly slots: ByteTable<CachedSlot>
}

interface CachedSlot {
  readonly key: Uint8Array
  word: Uint8Array | undefined
  pending: Promise<void> | undefined
}

/**
 * What was read of the remote chain at the fork point, which cannot change: each account and slot is
 * asked for once, by all states of the family together. A failed read is forgotten, so that it may
 * be tried again.
 */
export class RemoteCache {
  readonly #remote: RemoteState
  readonly #codes: CodeStore
  readonly #accounts = new ByteTable<CachedAccount>()

  constructor(remote: RemoteState, codes: CodeStore) {
    this.#remote = remote
    this.#codes = codes
  }

  /** The account, null when there is none; undefined when it has to be fetched first. */
  account(address: Uint8Array): AccountData | null | undefined {
    return this.#accounts.find(address)?.data
  }

  /** The word without leading zeros; undefined when it has to be fetched first. */
  word(address: Uint8Array, slot: Uint8Array): Uint8Array | undefined {
    return this.#accounts.find(address)?.slots.find(slot)?.word
  }

  fetchAccount(address: Uint8Array): Promise<void> {
    const account = this.#cachedAccount(address)
    account.pending ??= this.#loadAccount(account).finally(() => {
      account.pending = undefined
    })
    return account.pending
  }

  fetchWord(address: Uint8Array, key: Uint8Array): Promise<void> {
    const { slots, key: owner } = this.#cachedAccount(address)
    let slot = slots.find(key)
    if (slot === undefined) {
      slot = { key: copyOf(key), word: undefined, pending: undefined }
      slots.add(slot)
    }
    const wanted = slot
    wanted.pending ??= this.#loadWord(owner, wanted).finally(() => {
      wanted.pending = undefined
    })
    return wanted.pending
  }

  /**
   * Fetches what is not known of these, all at once, so that the requests travel together. Undefined
   * when all of it is known.
   */
  prefetch(
    addresses: readonly Uint8Array[],
    slots: readonly (readonly [address: Uint8Array, key: Uint8Array])[],
  ): Promise<void> | undefined {
    const reads: Promise<void>[] = []
    for (const address of addresses) {
      if (this.account(address) === undefined) reads.push(this.fetchAccount(address))
    }
    for (const [address, key] of slots) {
      if (this.word(address, key) === undefined) reads.push(this.fetchWord(address, key))
    }
    return reads.length === 0 ? undefined : Promise.all(reads).then(() => undefined)
  }

  #cachedAccount(address: Uint8Array): CachedAccount {
    const known = this.#accounts.find(address)
    if (known !== undefined) return known
    const account: CachedAccount = {
      key: copyOf(address),
      data: undefined,
      pending: undefined,
      slots: new ByteTable(),
    }
    this.#accounts.add(account)
    return account
  }

  async #loadAccount(account: CachedAccount): Promise<void> {
    const { nonce, balanceWei, code } = await this.#remote.account(account.key)
    // JSON-RPC does not tell an empty account from none; since EIP-161 there are no empty ones.
    const isEmpty = nonce === 0n && balanceWei === 0n && code.length === 0
    account.data = isEmpty ? null : { nonce, balanceWei, code: this.#codes.add(code) }
  }

  async #loadWord(address: Uint8Array, slot: CachedSlot): Promise<void> {
    slot.word = stripZeros(await this.#remote.storage(address, slot.key))
  }
}
