import { errorMessage, type Hex, isHex, quantityToHex } from '@scaffold-evm/common'
import { type Connection, RpcError } from '@scaffold-evm/project'
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

/** What an external signer answers that does not give what it signed. */
const onlySends = 4200

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
    const raw = await this.#sign(request.from, tx)
    if (raw !== undefined) return this.#sendRaw(raw, beforeSend)
    await beforeSend(undefined)
    return toHash(await this.#ask('eth_sendTransaction', tx))
  }

  async #sendRaw(raw: Hex, beforeSend: (hash: Hex) => Promise<void>): Promise<Hex> {
    const hash = toHash(keccak256(raw))
    await beforeSend(hash)
    await this.#ask('eth_sendRawTransaction', raw).catch((error: unknown) => {
      if (!isKnownAlready(error)) throw error
    })
    return hash
  }

  /** The raw transaction; undefined when whoever has the key signs and sends in one. */
  async #sign(from: string, tx: Readonly<Record<string, string>>): Promise<Hex | undefined> {
    if (!(await this.#connection.signsLocally(from))) return undefined
    try {
      return toHash(await this.#ask('eth_signTransaction', tx))
    } catch (error) {
      if (error instanceof RpcError && error.code === onlySends) return undefined
      throw error
    }
  }

  #ask(method: string, param: unknown): Promise<unknown> {
    return this.#connection.provider.request({ method, params: [param] })
  }
}

/** A {@link Broadcaster} over a connection. */
export function createBroadcaster(connection: Connection): Broadcaster {
  return new ConnectionBroadcaster(connection)
}
