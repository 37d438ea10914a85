import { type Hex, isHex, quantityToHex } from '@scaffold-evm/common'
import { type Connection, RpcError, type SignedFields } from '@scaffold-evm/project'
import { Transaction } from '@scaffold-evm/project/ethers'
import type { StepRequest, TransactionFields } from './step.js'

/** A transaction that is ready to leave. Its nonce is fixed, so sending it again does no harm. */
export interface Outgoing {
  /** Known beforehand when we sign. */
  readonly hash: Hex | undefined
  readonly signedWith: SignedFields | undefined
  /** Gives its hash. */
  send(): Promise<Hex>
}

/** Makes transactions of steps, so that their hash, or at least their nonce, is known before they leave. */
export interface Broadcaster {
  /** @param fields - Instead of what the step says of gas and fees. */
  prepare(request: StepRequest, nonce: number, fields?: TransactionFields): Promise<Outgoing>
}

function toRpc(
  { from, content }: StepRequest,
  nonce: number,
  fields: TransactionFields,
): Record<string, string> {
  const { to, valueWei, data } = content
  return {
    from,
    ...(to === undefined ? {} : { to }),
    data,
    ...(valueWei === 0n ? {} : { value: quantityToHex(valueWei) }),
    ...fields,
    nonce: quantityToHex(nonce),
  }
}

function toHash(value: unknown): Hex {
  return isHex(value) ? value : '0x'
}

function decimal(name: string, value: bigint | null): Record<string, string> {
  return value === null ? {} : { [name]: String(value) }
}

function readSigned(raw: Hex): { readonly hash: Hex; readonly signedWith: SignedFields } {
  const { hash, type, gasLimit, gasPrice, maxFeePerGas, maxPriorityFeePerGas } =
    Transaction.from(raw)
  const fees =
    type === 2
      ? {
          ...decimal('maxFeePerGasWei', maxFeePerGas),
          ...decimal('maxPriorityFeePerGasWei', maxPriorityFeePerGas),
        }
      : decimal('gasPriceWei', gasPrice)
  return { hash: toHash(hash), signedWith: { gasLimit: Number(gasLimit), ...fees } }
}

/** What an external signer answers that does not give what it signed. */
const onlySends = 4200

class ConnectionBroadcaster implements Broadcaster {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async prepare(
    request: StepRequest,
    nonce: number,
    fields: TransactionFields = request.fields,
  ): Promise<Outgoing> {
    if (request.signed !== undefined) return this.#signed(request.signed)
    const tx = toRpc(request, nonce, fields)
    const raw = await this.#sign(request.from, tx)
    if (raw !== undefined) return this.#signed(raw)
    const send = async (): Promise<Hex> => toHash(await this.#ask('eth_sendTransaction', tx))
    return { hash: undefined, signedWith: undefined, send }
  }

  #signed(raw: Hex): Outgoing {
    const { hash, signedWith } = readSigned(raw)
    const send = async (): Promise<Hex> => {
      await this.#ask('eth_sendRawTransaction', raw)
      return hash
    }
    return { hash, signedWith, send }
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
