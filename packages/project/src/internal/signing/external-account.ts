import { bytesToHex, isHex } from '@scaffold-evm/common'
import { signerMismatchError, signerRefusedError } from '../../errors.js'
import type { FilledTransaction, SigningAccount } from './account.js'
import { differenceOfSigned } from './check-signed.js'
import type { ExternalSigner } from './external-signer.js'

/** clef and geth wrap what they sign into an object with the transaction beside it. */
function rawOf(answer: unknown): unknown {
  return typeof answer === 'object' ? Reflect.get(Object(answer), 'raw') : answer
}

/** An account of an external signer. What it signs is compared with what was asked before it is used. */
export class ExternalAccount implements SigningAccount {
  readonly address: string
  readonly #signer: ExternalSigner
  #sends: boolean | undefined

  constructor(address: string, signer: ExternalSigner, sends: boolean | undefined) {
    this.address = address
    this.#signer = signer
    this.#sends = sends
  }

  async signTransaction(tx: FilledTransaction): Promise<string | undefined> {
    if (this.#sends === true) return undefined
    const methods = ['eth_signTransaction', 'account_signTransaction']
    const answer = await this.#signer.ask(methods, [tx])
    if (answer === undefined) {
      if (this.#sends === false) throw signerRefusedError(this.#signer.url, 'it does not sign')
      this.#sends = true
      return undefined
    }
    this.#sends = false
    const raw = rawOf(answer)
    const difference = isHex(raw) ? differenceOfSigned(raw, tx) : 'it is no transaction'
    if (difference === undefined) return String(raw)
    throw signerMismatchError(`at ${this.#signer.url}`, difference)
  }

  async sendTransaction(tx: FilledTransaction): Promise<string> {
    const hash = await this.#signer.ask(['eth_sendTransaction'], [tx])
    if (isHex(hash)) return hash
    throw signerRefusedError(this.#signer.url, 'it neither signs nor sends transactions')
  }

  async signMessage(data: Uint8Array): Promise<string> {
    const text = bytesToHex(data)
    const signature =
      (await this.#signer.ask(['personal_sign'], [text, this.address])) ??
      (await this.#signer.ask(['eth_sign'], [this.address, text])) ??
      (await this.#signer.ask(['account_signData'], ['text/plain', this.address, text]))
    return this.#signature(signature, 'messages')
  }

  async signTypedData(data: unknown): Promise<string> {
    const parsed: unknown = typeof data === 'string' ? JSON.parse(data) : data
    const methods = ['eth_signTypedData_v4', 'account_signTypedData', 'eth_signTypedData']
    const signature = await this.#signer.ask(methods, [this.address, parsed])
    return this.#signature(signature, 'typed data')
  }

  #signature(answer: unknown, what: string): string {
    if (isHex(answer)) return answer
    throw signerRefusedError(this.#signer.url, `it does not sign ${what}`)
  }
}
