import type { BaseWallet } from 'ethers'
import { RpcError } from '../../rpc-error.js'
import type { FilledTransaction, SigningAccount } from './account.js'
import { toTransactionRequest } from './rpc-transaction.js'
import { signTypedData } from './typed-data.js'

class KeyAccount implements SigningAccount {
  readonly address: string
  readonly #unlock: () => Promise<BaseWallet>
  #wallet: Promise<BaseWallet> | undefined

  constructor(address: string, unlock: () => Promise<BaseWallet>) {
    this.address = address
    this.#unlock = unlock
  }

  async signTransaction(tx: FilledTransaction): Promise<string> {
    const { chainId, ...request } = tx
    const wallet = await this.#unlocked()
    return wallet.signTransaction({ ...toTransactionRequest(request), chainId })
  }

  async sendTransaction(): Promise<string> {
    throw new RpcError({ code: 4200, message: 'An account whose key we hold does not send itself' })
  }

  async signMessage(data: Uint8Array): Promise<string> {
    return (await this.#unlocked()).signMessage(data)
  }

  async signTypedData(data: unknown): Promise<string> {
    return signTypedData(await this.#unlocked(), data)
  }

  /** A password that was wrong can be given again. */
  async #unlocked(): Promise<BaseWallet> {
    this.#wallet ??= this.#unlock()
    try {
      return await this.#wallet
    } catch (error) {
      this.#wallet = undefined
      throw error
    }
  }
}

/** An account whose key is at hand. */
export function createKeyAccount(wallet: BaseWallet): SigningAccount {
  return new KeyAccount(wallet.address, async () => wallet)
}

/** An account whose key is decrypted when it is first needed. */
export function createLockedAccount(
  address: string,
  unlock: () => Promise<BaseWallet>,
): SigningAccount {
  return new KeyAccount(address, unlock)
}
