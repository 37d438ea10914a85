import type { Connection } from '@scaffold-evm/project'
import {
  JsonRpcSigner,
  resolveAddress,
  type TransactionRequest,
  type TransactionResponse,
} from '@scaffold-evm/project/ethers'
import { migrationForgottenError } from '../../errors/run.js'

/** Takes what a contract wants to send, and gives the hash of what was sent now or by an earlier run. */
export type SendOnce = (request: TransactionRequest, from: string) => Promise<string>

/** An account whose transactions are steps of a migration. */
export class MigrationSigner extends JsonRpcSigner {
  readonly #connection: Connection
  readonly #sendOnce: SendOnce

  constructor(connection: Connection, address: string, sendOnce: SendOnce) {
    super(connection.ethersProvider, address)
    this.#connection = connection
    this.#sendOnce = sendOnce
  }

  override async sendUncheckedTransaction(request: TransactionRequest): Promise<string> {
    const to = request.to == null ? null : await resolveAddress(request.to)
    return this.#sendOnce({ ...request, to }, this.address)
  }

  override async sendTransaction(request: TransactionRequest): Promise<TransactionResponse> {
    const hash = await this.sendUncheckedTransaction(request)
    const tx = await this.#connection.ethersProvider.getTransaction(hash)
    if (tx === null) throw migrationForgottenError(hash)
    return tx
  }
}
