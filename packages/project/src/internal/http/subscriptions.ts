import { quantityToHex } from '@scaffold-evm/common'
import { RpcError } from '../../rpc-error.js'
import type { Emitter } from '../emitter.js'

type Request = (method: string, params: readonly unknown[]) => Promise<unknown>

interface Subscription {
  readonly id: string
  readonly type: 'newHeads' | 'logs'
  readonly filter: object
}

/**
 * `eth_subscribe` over HTTP: looks for new blocks while there is a subscription, and only then.
 * The timer does not keep the process alive.
 */
export class PollingSubscriptions {
  readonly #request: Request
  readonly #events: Emitter
  readonly #intervalMs: number
  readonly #all = new Map<string, Subscription>()
  #timer: NodeJS.Timeout | undefined
  #isPolling = false
  #lastBlock: bigint | undefined
  #count = 0

  constructor(request: Request, events: Emitter, intervalMs: number) {
    this.#request = request
    this.#events = events
    this.#intervalMs = intervalMs
  }

  async subscribe(params: readonly unknown[]): Promise<string> {
    const [type, filter] = params
    if (type !== 'newHeads' && type !== 'logs') {
      throw new RpcError({
        code: -32602,
        message: `eth_subscribe over HTTP: expected newHeads or logs, got ${String(type)}`,
      })
    }
    this.#lastBlock ??= await this.#head()
    this.#count += 1
    const id = quantityToHex(this.#count)
    const isFilter = typeof filter === 'object' && filter !== null
    this.#all.set(id, { id, type, filter: isFilter ? filter : {} })
    this.#schedule()
    return id
  }

  unsubscribe(id: unknown): boolean {
    const wasThere = this.#all.delete(String(id))
    if (this.#all.size === 0) this.#stop()
    return wasThere
  }

  close(): void {
    this.#all.clear()
    this.#stop()
  }

  #stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#lastBlock = undefined
  }

  #schedule(): void {
    if (this.#all.size === 0 || this.#timer !== undefined || this.#isPolling) return
    this.#timer = setTimeout(() => void this.#poll(), this.#intervalMs).unref()
  }

  async #head(): Promise<bigint> {
    return BigInt(String(await this.#request('eth_blockNumber', [])))
  }

  async #poll(): Promise<void> {
    this.#timer = undefined
    this.#isPolling = true
    try {
      await this.#deliver()
    } catch {
      // A node that is away for a while is looked at again; its blocks are delivered later.
    } finally {
      this.#isPolling = false
      this.#schedule()
    }
  }

  async #deliver(): Promise<void> {
    const head = await this.#head()
    const last = this.#lastBlock ?? head
    if (head <= last) {
      // The chain may have been wound back by a test.
      this.#lastBlock = head
      return
    }
    const range = { fromBlock: quantityToHex(last + 1n), toBlock: quantityToHex(head) }
    for (const subscription of [...this.#all.values()]) {
      if (subscription.type === 'logs') await this.#deliverLogs(subscription, range)
      else await this.#deliverHeads(subscription, last, head)
    }
    if (this.#all.size > 0) this.#lastBlock = head
  }

  async #deliverLogs(subscription: Subscription, range: object): Promise<void> {
    const logs = await this.#request('eth_getLogs', [{ ...subscription.filter, ...range }])
    if (!Array.isArray(logs)) return
    for (const log of logs) this.#emit(subscription.id, log)
  }

  async #deliverHeads(subscription: Subscription, last: bigint, head: bigint): Promise<void> {
    for (let number = last + 1n; number <= head; number++) {
      const block = await this.#request('eth_getBlockByNumber', [quantityToHex(number), false])
      this.#emit(subscription.id, block)
    }
  }

  #emit(subscription: string, result: unknown): void {
    if (!this.#all.has(subscription)) return
    this.#events.emit('message', { type: 'eth_subscription', data: { subscription, result } })
  }
}
