import { errorMessage, type Hex, isHex, quantityToHex } from '@scaffold-evm/common'
import type { Connection } from '@scaffold-evm/project'
import { keccak256 } from '@scaffold-evm/project/ethers'
import type { StepRequest } from './step.js'

/** Sends transactions so that their hash, or at least their nonce, is known before they leave. */
export interface Broadcaster {
  /**
   * @param beforeSend - Called with the hash when we sign, without it when the node does; awaited.
   */
  send(
    request: StepRequest,
    nonce: number,
    beforeSend: (hash: Hex | undefined) => Promise<void>,
  ): Promise<Hex>
}

function toRpc(request: StepRequest, nonce: number): Record<string, string> {
  const { to, valueWei, data } = request.content
  return {
    from: request.from,
    ...(to === undefined ? {} : { to }),
    data,
    ...(valueWei === 0n ? {} : { value: quantityToHex(valueWei) }),
    ...request.fields,
    nonce: quantityToHex(nonce),
  }
}

function toHash(value: unknown): Hex {
  return isHex(value) ? value : '0x'
}

/** Nodes refuse what they have with words only. It was sent, and that is what matters. */
function isKnownAlready(error: unknown): boolean {
  return /already known|already imported|known transaction/i.test(errorMessage(error))
}

class ConnectionBroadcaster implements Broadcaster {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async send(
    request: StepRequest,
    nonce: number,
    beforeSend: (hash: Hex | undefined) => Promise<void>,
  ): Promise<Hex> {
    if (request.signed !== undefined) return this.#sendRaw(request.signed, beforeSend)
    const tx = toRpc(request, nonce)
    if (!(await this.#hasKey(request.from))) {
      await beforeSend(undefined)
      return toHash(await this.#ask('eth_sendTransaction', tx))
    }
    return this.#sendRaw(toHash(await this.#ask('eth_signTransaction', tx)), beforeSend)
  }

  async #sendRaw(raw: Hex, beforeSend: (hash: Hex) => Promise<void>): Promise<Hex> {
    const hash = toHash(keccak256(raw))
    await beforeSend(hash)
    await this.#ask('eth_sendRawTransaction', raw).catch((error: unknown) => {
      if (!isKnownAlready(error)) throw error
    })
    return hash
  }

  /** Whether the connection signs for this account itself. */
  async #hasKey(from: string): Promise<boolean> {
    const { config } = this.#connection
    if (config.type !== 'http' || config.accounts.type === 'node') return false
    const accounts = await this.#connection.accounts()
    return accounts.some((account) => account.toLowerCase() === from.toLowerCase())
  }

  #ask(method: string, param: unknown): Promise<unknown> {
    return this.#connection.provider.request({ method, params: [param] })
  }
}

/** A {@link Broadcaster} over a connection. */
export function createBroadcaster(connection: Connection): Broadcaster {
  return new ConnectionBroadcaster(connection)
}
