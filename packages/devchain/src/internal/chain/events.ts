type Handlers = { [E in keyof ChainEvents]: Set<ChainEvents[E]> }

import type { ChainBlock } from './blocks/chain-block.js'
import type { ChainTransaction } from './transactions/chain-transaction.js'

/** Events of a chain; handlers run synchronously after the change is visible. */
export interface ChainEvents {
  block(block: ChainBlock): void
  pendingTransaction(transaction: ChainTransaction): void
  /**
   * Blocks left the chain by a reorg or a rollback, newest first, those without content in long runs
   * left out. `rewind` follows, and then the blocks that took their place.
   */
  orphaned(blocks: readonly ChainBlock[]): void
  /** After a revert to a snapshot, a reset, a reorg or a rollback: blocks above `head` are gone. */
  rewind(head: ChainBlock): void
  /** A line that a contract printed through console.log, decoded. */
  console(line: string): void
}

/** Tells handlers what happens to a chain. */
export class EventHub {
  readonly #handlers: Handlers = {
    block: new Set(),
    pendingTransaction: new Set(),
    orphaned: new Set(),
    rewind: new Set(),
    console: new Set(),
  }

  /** Returns what ends the subscription. */
  on<E extends keyof ChainEvents>(event: E, handler: ChainEvents[E]): () => void {
    const handlers: Set<ChainEvents[E]> = this.#handlers[event]
    handlers.add(handler)
    return () => {
      handlers.delete(handler)
    }
  }

  has(event: keyof ChainEvents): boolean {
    return this.#handlers[event].size > 0
  }

  emit<E extends keyof ChainEvents>(event: E, ...values: Parameters<ChainEvents[E]>): void {
    const handlers: Set<ChainEvents[E]> = this.#handlers[event]
    for (const handler of [...handlers]) Reflect.apply(handler, undefined, values)
  }

  clear(): void {
    for (const handlers of Object.values(this.#handlers)) handlers.clear()
  }
}
