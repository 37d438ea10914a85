import { randomBytes } from 'node:crypto'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { Chain } from '../chain/chain.js'
import { collectLogs, collectRemovedLogs } from './logs.js'
import { headerToJson } from './output/block.js'
import type { LogJson } from './output/log.js'
import { pendingTransactionToJson } from './output/transaction.js'
import { type LogCriteria, weightOf } from './params/log-filter.js'
import { RpcError, rpcCode } from './rpc-error.js'

/** Tells a client that something happened. */
export type Notify = (subscription: Hex, result: unknown) => void

const maxSubscriptions = 1_000
/** Addresses and topics of all subscriptions of one session together. */
const maxWeight = 20_000

interface Active {
  readonly stop: () => void
  readonly weight: number
}

/** The subscriptions of one session: a WebSocket, or the provider in this process. */
export class Subscriptions {
  readonly #chain: Chain
  readonly #notify: Notify
  readonly #active = new Map<Hex, Active>()
  #weight = 0

  constructor(chain: Chain, notify: Notify) {
    this.#chain = chain
    this.#notify = notify
  }

  newHeads(): Hex {
    return this.#add((tell) => this.#chain.on('block', (block) => tell(headerToJson(block))))
  }

  logs(criteria: LogCriteria): Hex {
    return this.#add((tell) => {
      const stopNew = this.#chain.on('block', (block) => {
        const logs: LogJson[] = []
        collectLogs(block, criteria, logs)
        for (const log of logs) tell(log)
      })
      const stopRemoved = this.#chain.on('orphaned', (blocks) => {
        for (const log of collectRemovedLogs(blocks, criteria)) tell(log)
      })
      return () => {
        stopNew()
        stopRemoved()
      }
    }, weightOf(criteria))
  }

  newPendingTransactions(content: 'transactions' | 'hashes'): Hex {
    return this.#add((tell) =>
      this.#chain.on('pendingTransaction', (transaction) =>
        tell(
          content === 'hashes'
            ? bytesToHex(transaction.hash)
            : pendingTransactionToJson(transaction),
        ),
      ),
    )
  }

  /** The node never syncs, so there is never anything to tell. */
  syncing(): Hex {
    return this.#add(() => () => undefined)
  }

  remove(id: Hex): boolean {
    const active = this.#active.get(id)
    if (active === undefined) return false
    active.stop()
    this.#weight -= active.weight
    return this.#active.delete(id)
  }

  close(): void {
    for (const { stop } of this.#active.values()) stop()
    this.#active.clear()
    this.#weight = 0
  }

  #add(listen: (tell: (result: unknown) => void) => () => void, weight = 0): Hex {
    if (this.#active.size >= maxSubscriptions) {
      throw limitError(`at most ${maxSubscriptions} subscriptions`)
    }
    if (this.#weight + weight > maxWeight) {
      throw limitError(`subscriptions with at most ${maxWeight} addresses and topics in all`)
    }
    const id = bytesToHex(randomBytes(16))
    const stop = listen((result) => this.#notify(id, result))
    this.#active.set(id, { stop, weight })
    this.#weight += weight
    return id
  }
}

function limitError(limit: string): RpcError {
  return new RpcError(rpcCode.limitExceeded, `One connection can have ${limit}`)
}
