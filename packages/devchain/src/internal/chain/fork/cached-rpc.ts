import type { ForkCache } from './fork-cache.js'

/** What answers requests about the forked chain. */
export interface RemoteRpc {
  request(method: string, params: readonly unknown[]): Promise<unknown>
}

/** Methods about a block, and where in their parameters it is. */
const blockParams: Readonly<Record<string, number>> = {
  eth_getBalance: 1,
  eth_getTransactionCount: 1,
  eth_getCode: 1,
  eth_getStorageAt: 2,
  eth_getBlockByNumber: 0,
  eth_getBlockReceipts: 0,
}

/** Methods about something by its hash, and the field that says which block it is in. */
const numberFields: Readonly<Record<string, string>> = {
  eth_getBlockByHash: 'number',
  eth_getTransactionByHash: 'blockNumber',
  eth_getTransactionReceipt: 'blockNumber',
}

/** Asks the remote chain once about what cannot change any more. */
export class CachedRpc implements RemoteRpc {
  readonly #rpc: RemoteRpc
  readonly #cache: ForkCache
  /** What comes after may still change. */
  readonly #lastNumber: bigint

  constructor(rpc: RemoteRpc, cache: ForkCache, lastNumber: bigint) {
    this.#rpc = rpc
    this.#cache = cache
    this.#lastNumber = lastNumber
  }

  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    const key = `${method} ${JSON.stringify(params)}`
    if (this.#cache.has(key)) return this.#cache.get(key)
    const answer = await this.#rpc.request(method, params)
    if (this.#isFinal(method, params, answer)) this.#cache.add(key, answer)
    return answer
  }

  #isFinal(method: string, params: readonly unknown[], answer: unknown): boolean {
    if (answer === null || answer === undefined) return false
    if (method === 'eth_getLogs') return this.#isPastRange(params[0])
    const place = blockParams[method]
    if (place !== undefined) return this.#isPast(params[place])
    const field = numberFields[method]
    return field !== undefined && this.#isPast(fieldOf(answer, field))
  }

  #isPastRange(filter: unknown): boolean {
    const blockHash = fieldOf(filter, 'blockHash')
    return (
      blockHash === undefined &&
      this.#isPast(fieldOf(filter, 'fromBlock')) &&
      this.#isPast(fieldOf(filter, 'toBlock'))
    )
  }

  #isPast(number: unknown): boolean {
    const isNumber = typeof number === 'string' && /^0x[0-9a-f]+$/i.test(number)
    return isNumber && BigInt(number) <= this.#lastNumber
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const entry = Object.entries(value).find(([key]) => key === name)
  return entry?.[1]
}
