import {
  bytesToHex,
  type Eip1193Provider,
  hexToBytes,
  isHex,
  quantityToHex,
} from '@scaffold-evm/common'
import { invalidRemoteResponseError } from '../../errors/fork.js'
import type { RemoteState } from './types.js'

/** Options of {@link createRemoteState}. */
export interface RemoteStateOptions {
  /** Sends one JSON-RPC request; may gather those of one tick into a batch. */
  readonly request: Eip1193Provider['request']
  /** The block whose state is read. */
  readonly blockNumber: bigint
}

/** The state of a remote chain at a block, read over JSON-RPC. Reads that are under way are shared. */
export function createRemoteState({ request, blockNumber }: RemoteStateOptions): RemoteState {
  const block = quantityToHex(blockNumber)
  const pending = new Map<string, Promise<unknown>>()

  function read(method: string, ...params: readonly string[]): Promise<unknown> {
    const key = [method, ...params].join()
    const known = pending.get(key)
    if (known !== undefined) return known
    const answer = request({ method, params: [...params, block] }).finally(() => {
      pending.delete(key)
    })
    pending.set(key, answer)
    return answer
  }

  async function account(address: Uint8Array): ReturnType<RemoteState['account']> {
    const hex = bytesToHex(address)
    const [balanceWei, nonce, code] = await Promise.all([
      read('eth_getBalance', hex).then((answer) => parseQuantity('eth_getBalance', answer)),
      read('eth_getTransactionCount', hex).then((answer) =>
        parseQuantity('eth_getTransactionCount', answer),
      ),
      read('eth_getCode', hex).then((answer) => parseBytes('eth_getCode', answer)),
    ])
    return { nonce, balanceWei, code }
  }

  async function storage(address: Uint8Array, slot: Uint8Array): Promise<Uint8Array> {
    const answer = await read('eth_getStorageAt', bytesToHex(address), bytesToHex(slot))
    return parseBytes('eth_getStorageAt', answer)
  }

  return { account, storage }
}

function parseQuantity(method: string, answer: unknown): bigint {
  if (!isHex(answer) || answer.length < 3) throw invalidRemoteResponseError(method, answer)
  return BigInt(answer)
}

function parseBytes(method: string, answer: unknown): Uint8Array {
  if (!isHex(answer)) throw invalidRemoteResponseError(method, answer)
  // Some nodes shorten a storage word like a quantity.
  return hexToBytes(answer.length % 2 === 0 ? answer : `0x0${answer.slice(2)}`)
}
