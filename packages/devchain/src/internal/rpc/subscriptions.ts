import { randomBytes } from 'node:crypto'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { Chain } from '../chain/types.js'
import { collectLogs, collectRemovedLogs } from './logs.js'
import { headerToJson } from './output/block.js'
import type { LogJson } from './output/log.js'
import { pendingTransactionToJson } from './output/transaction.js'
import type { LogCriteria } from './params/log-filter.js'
import { RpcError, rpcCode } from './rpc-error.js'

/** Tells a client that something happened. */
export type Notify = (subscription: Hex, result: unknown) => void

const maxSubscriptions = 1_000

/** The subscriptions of one session: a WebSocket, or the provider in this process. */
export class Subscriptions {
  readonly #chain: Chain
  readonly #notify: Notify
  readonly #active = new Map<Hex, () => void>()

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
    })
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
    this.#active.get(id)?.()
    return this.#active.delete(id)
  }

  close(): void {
    for (const stop of this.#active.values()) stop()
    this.#active.clear()
  }

  #add(listen: (tell: (result: unknown) => void) => () => void): Hex {
    if (this.#active.size >= maxSubscriptions) {
      throw new RpcError(
        rpcCode.limitExceeded,
        `Too many subscriptions on one connection: at most ${maxSubscriptions}`,
      )
    }
    const id = bytesToHex(randomBytes(16))
    this.#active.set(
      id,
      listen((result) => this.#notify(id, result)),
    )
    return id
  }
}
