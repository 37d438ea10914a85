import { setTimeout as sleep } from 'node:timers/promises'
import {
  JsonRpcSigner,
  resolveAddress,
  type TransactionRequest,
  type TransactionResponse,
} from 'ethers'
import { addressInvalidError, transactionFailedError } from '../../contract-errors.js'
import type { ConnectionEthersProvider } from './ethers-provider.js'

/** How often a node is asked for a transaction that it has just accepted. */
const lookUps = 40

/**
 * An account of a connection. Gas, nonce and fees are left to the provider below, which signs or has
 * it signed: sending is one request, and one more to read the transaction back.
 */
export class ConnectionSigner extends JsonRpcSigner {
  readonly #provider: ConnectionEthersProvider

  constructor(provider: ConnectionEthersProvider, address: string) {
    super(provider, address)
    this.#provider = provider
  }

  override async sendUncheckedTransaction(request: TransactionRequest): Promise<string> {
    const to = request.to == null ? null : await resolveAddress(request.to, this.#provider)
    const from =
      request.from == null ? this.address : await resolveAddress(request.from, this.#provider)
    if (from.toLowerCase() !== this.address.toLowerCase()) {
      throw addressInvalidError(`from of a transaction sent by ${this.address}`, from)
    }
    const tx = this.#provider.getRpcTransaction({ ...request, from: this.address, to })
    return String(await this.#provider.send('eth_sendTransaction', [tx]))
  }

  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    const hash = await this.sendUncheckedTransaction(request)
    const tx = await this.#readBack(hash)
    if (tx.blockNumber !== null || this.#provider.isInProcess) return tx
    return tx.replaceableTransaction(await this.#provider.getBlockNumber())
  }

  async #readBack(hash: string): Promise<TransactionResponse> {
    for (let attempt = 0; attempt < lookUps; attempt++) {
      const tx = await this.#provider.getTransaction(hash)
      if (tx !== null) return tx
      // Nodes behind a load balancer learn of it from each other.
      await sleep(Math.min(50 * 2 ** attempt, 1000))
    }
    throw transactionFailedError('Sending', { hash, reason: 'the node does not know it any more' })
  }
}
