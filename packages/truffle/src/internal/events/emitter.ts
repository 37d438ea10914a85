/** Hears of one event. */
export type EventListener = (data: unknown) => unknown
/** Hears of all events. */
export type AnyListener = (name: string, data: unknown) => unknown

/**
 * What Truffle's events go through: emittery's interface as far as plugins use it. Listeners are called in a later turn, and
 * whoever emits can wait for what they give.
 */
export class Emitter {
  readonly #listeners = new Map<string, Set<EventListener>>()
  readonly #anyListeners = new Set<AnyListener>()

  /** Gives what takes the listener away again. */
  on(name: string | readonly string[], listener: EventListener): () => void {
    for (const each of [name].flat()) this.#listenersOf(each).add(listener)
    return () => this.off(name, listener)
  }

  off(name: string | readonly string[], listener: EventListener): void {
    for (const each of [name].flat()) this.#listeners.get(each)?.delete(listener)
  }

  once(name: string | readonly string[]): Promise<unknown> {
    return new Promise((resolve) => {
      const forget = this.on(name, (data) => {
        forget()
        resolve(data)
      })
    })
  }

  onAny(listener: AnyListener): () => void {
    this.#anyListeners.add(listener)
    return () => this.offAny(listener)
  }

  offAny(listener: AnyListener): void {
    this.#anyListeners.delete(listener)
  }

  clearListeners(name?: string): void {
    if (name !== undefined) {
      this.#listeners.delete(name)
      return
    }
    this.#listeners.clear()
    this.#anyListeners.clear()
  }

  /** Those of an event with those of all, or all. */
  listenerCount(name?: string): number {
    const sets = name === undefined ? [...this.#listeners.values()] : [this.#listenersOf(name)]
    return sets.reduce((sum, { size }) => sum + size, this.#anyListeners.size)
  }

  /** What the listeners give, those of the event before those of all. Rejects with the first that fails. */
  async emit(name: string, data?: unknown): Promise<unknown[]> {
    const own = [...(this.#listeners.get(name) ?? [])].map((listener) => () => listener(data))
    const all = [...this.#anyListeners].map((listener) => () => listener(name, data))
    await undefined
    return Promise.all([...own, ...all].map(async (listener) => listener()))
  }

  /** One listener after the other. */
  async emitSerial(name: string, data?: unknown): Promise<void> {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) await listener(data)
    for (const listener of [...this.#anyListeners]) await listener(name, data)
  }

  #listenersOf(name: string): Set<EventListener> {
    const known = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, known)
    return known
  }
}
