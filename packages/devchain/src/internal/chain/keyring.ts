import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { Crypto } from '../crypto.js'
import type { KeyedAccount } from './types.js'

/** Who a chain can send for: accounts whose keys it has, and addresses that it impersonates. */
export class Keyring {
  readonly #crypto: Crypto
  readonly #accounts = new Map<Hex, KeyedAccount>()
  readonly #impersonated = new Set<Hex>()
  isEverybodyImpersonated = false

  constructor(accounts: readonly KeyedAccount[], crypto: Crypto) {
    this.#crypto = crypto
    for (const account of accounts) this.#accounts.set(bytesToHex(account.address), account)
  }

  get accounts(): readonly KeyedAccount[] {
    return [...this.#accounts.values()]
  }

  account(address: Uint8Array): KeyedAccount | undefined {
    return this.#accounts.get(bytesToHex(address))
  }

  /** @throws `CRYPTO_INVALID_KEY` */
  add(privateKey: Uint8Array): void {
    const address = this.#crypto.addressOf(privateKey)
    this.#accounts.set(bytesToHex(address), { address, privateKey })
  }

  impersonate(address: Uint8Array): void {
    this.#impersonated.add(bytesToHex(address))
  }

  /** Whether it was impersonated. */
  stopImpersonating(address: Uint8Array): boolean {
    return this.#impersonated.delete(bytesToHex(address))
  }

  isImpersonated(address: Uint8Array): boolean {
    return this.isEverybodyImpersonated || this.#impersonated.has(bytesToHex(address))
  }
}
