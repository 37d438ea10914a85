import type { ChainEvents } from './types.js'

type Handlers = { [E in keyof ChainEvents]: Set<ChainEvents[E]> }

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
