import { Account } from '@ethereumjs/util'
import type { AccountData } from './records.js'

/**
 * The account object that ethereumjs works on. It is the caller's own: changing it changes nothing
 * until it is put. Its storage root is computed when somebody asks, which hardly ever happens.
 */
export class AccountView extends Account {
  readonly #computeRoot: () => Uint8Array
  #root: Uint8Array | undefined

  constructor(data: AccountData, computeRoot: () => Uint8Array) {
    super(data.nonce, data.balanceWei, undefined, data.code.hash)
    this.#computeRoot = computeRoot
  }

  override get storageRoot(): Uint8Array {
    this.#root ??= this.#computeRoot()
    return this.#root
  }

  override set storageRoot(root: Uint8Array) {
    this.#root = root
  }
}
