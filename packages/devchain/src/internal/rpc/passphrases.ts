import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { unknownAccountError, wrongPassphraseError } from '../../errors/account.js'
import type { Chain } from '../chain/chain.js'

/** The longest that a timer can wait. */
const maxTimerMs = 2_147_483_647

/**
 * What accounts are unlocked with. Those that the chain began with have an empty passphrase, and so has
 * any that was added without one.
 */
export class Passphrases {
  readonly #chain: Chain
  readonly #passphrases = new Map<Hex, string>()
  /** Addresses without a key. Unlocked, they are impersonated. */
  readonly #keyless = new Set<Hex>()
  readonly #timers = new Map<Hex, NodeJS.Timeout>()

  constructor(chain: Chain) {
    this.#chain = chain
  }

  /** Locks an account whose key the chain has. */
  async protect(account: Uint8Array, passphrase: string): Promise<void> {
    this.#passphrases.set(bytesToHex(account), passphrase)
    this.#chain.keyring.lock(account)
  }

  /** An address without a key, locked. False when it is known. */
  addKeyless(account: Uint8Array, passphrase: string): boolean {
    const address = bytesToHex(account)
    if (this.#keyless.has(address) || this.#chain.keyring.has(account)) return false
    this.#keyless.add(address)
    this.#passphrases.set(address, passphrase)
    this.#chain.keyring.lock(account)
    return true
  }

  /** False when there is no such account. @throws `CHAIN_PASSPHRASE_WRONG` */
  async remove(account: Uint8Array, passphrase: string): Promise<boolean> {
    if (!this.#isKnown(account)) return false
    this.check(account, passphrase)
    await this.lock(account)
    this.#keyless.delete(bytesToHex(account))
    this.#passphrases.delete(bytesToHex(account))
    await this.#chain.removeAccount(account)
    return true
  }

  /** For so many seconds, or until it is locked when they are 0. @throws as `check` */
  async unlock(account: Uint8Array, passphrase: string, durationSec: bigint): Promise<void> {
    this.check(account, passphrase)
    const address = bytesToHex(account)
    if (this.#keyless.has(address)) this.#chain.keyring.impersonate(account)
    this.#chain.keyring.unlock(account)
    clearTimeout(this.#timers.get(address))
    this.#timers.delete(address)
    const durationMs = Number(durationSec) * 1_000
    // Longer than a timer can wait is as good as for ever.
    if (durationMs === 0 || durationMs > maxTimerMs) return
    this.#timers.set(address, setTimeout(() => this.lock(account), durationMs).unref())
  }

  /** False when there is no such account. */
  async lock(account: Uint8Array): Promise<boolean> {
    if (!this.#isKnown(account)) return false
    const address = bytesToHex(account)
    clearTimeout(this.#timers.get(address))
    this.#timers.delete(address)
    if (this.#keyless.has(address)) this.#chain.keyring.stopImpersonating(account)
    this.#chain.keyring.lock(account)
    return true
  }

  /** @throws `CHAIN_UNKNOWN_ACCOUNT`, `CHAIN_PASSPHRASE_WRONG` */
  check(account: Uint8Array, passphrase: string): void {
    if (!this.#isKnown(account)) throw unknownAccountError(account)
    const address = bytesToHex(account)
    if (passphrase !== (this.#passphrases.get(address) ?? '')) throw wrongPassphraseError(address)
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  #isKnown(account: Uint8Array): boolean {
    return this.#keyless.has(bytesToHex(account)) || this.#chain.keyring.has(account)
  }
}
