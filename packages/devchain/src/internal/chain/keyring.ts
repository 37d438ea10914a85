import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { accountLockedError } from '../../errors/account.js'
import type { Crypto } from '../crypto.js'
import type { KeyedAccount } from './chain-options.js'

/** What a keyring has beyond the accounts that it began with. */
export interface SavedKeys {
  readonly added: readonly Uint8Array[]
  readonly impersonated: readonly Uint8Array[]
  readonly isEverybodyImpersonated: boolean
}

/** Who a chain can send for: accounts whose keys it has, and addresses that it impersonates. */
export class Keyring {
  readonly #crypto: Crypto
  readonly #accounts = new Map<Hex, KeyedAccount>()
  readonly #impersonated = new Set<Hex>()
  readonly #locked = new Set<Hex>()
  readonly #initial: ReadonlySet<Hex>
  #isEverybodyImpersonated = false
  #version = 0

  constructor(accounts: readonly KeyedAccount[], crypto: Crypto) {
    this.#crypto = crypto
    for (const account of accounts) this.#accounts.set(bytesToHex(account.address), account)
    this.#initial = new Set(this.#accounts.keys())
  }

  /** Another number after each change. */
  get version(): number {
    return this.#version
  }

  get isEverybodyImpersonated(): boolean {
    return this.#isEverybodyImpersonated
  }

  set isEverybodyImpersonated(value: boolean) {
    this.#version++
    this.#isEverybodyImpersonated = value
  }

  /** Accounts that were not there at the start. */
  get added(): readonly KeyedAccount[] {
    return [...this.#accounts].flatMap(([hex, account]) =>
      this.#initial.has(hex) ? [] : [account],
    )
  }

  get impersonated(): readonly Hex[] {
    return [...this.#impersonated]
  }

  get accounts(): readonly KeyedAccount[] {
    return [...this.#accounts.values()]
  }

  /** @throws `CHAIN_ACCOUNT_LOCKED` */
  account(address: Uint8Array): KeyedAccount | undefined {
    const hex = bytesToHex(address)
    if (this.#locked.has(hex)) throw accountLockedError(hex)
    return this.#accounts.get(hex)
  }

  has(address: Uint8Array): boolean {
    return this.#accounts.has(bytesToHex(address))
  }

  /** Keeps a key from being used until it is unlocked. */
  lock(address: Uint8Array): void {
    this.#locked.add(bytesToHex(address))
  }

  unlock(address: Uint8Array): void {
    this.#locked.delete(bytesToHex(address))
  }

  isLocked(address: Uint8Array): boolean {
    return this.#locked.has(bytesToHex(address))
  }

  /** Forgets an account. */
  remove(address: Uint8Array): void {
    const hex = bytesToHex(address)
    this.#version++
    this.#accounts.delete(hex)
    this.#locked.delete(hex)
  }

  /** @throws `CRYPTO_INVALID_KEY` */
  add(privateKey: Uint8Array): void {
    const address = this.#crypto.addressOf(privateKey)
    this.#version++
    this.#accounts.set(bytesToHex(address), { address, privateKey })
  }

  /** Adds keys and impersonations that were saved. */
  restore(saved: SavedKeys): void {
    for (const privateKey of saved.added) this.add(privateKey)
    for (const address of saved.impersonated) this.impersonate(address)
    this.isEverybodyImpersonated = saved.isEverybodyImpersonated
  }

  impersonate(address: Uint8Array): void {
    this.#version++
    this.#impersonated.add(bytesToHex(address))
  }

  /** Whether it was impersonated. */
  stopImpersonating(address: Uint8Array): boolean {
    this.#version++
    return this.#impersonated.delete(bytesToHex(address))
  }

  isImpersonated(address: Uint8Array): boolean {
    return this.isEverybodyImpersonated || this.#impersonated.has(bytesToHex(address))
  }
}
