import type { Eip1193Provider } from '@scaffold-evm/common'

type Listener = Parameters<Eip1193Provider['on']>[1]

/** The event half of an EIP-1193 provider. */
export class Emitter {
  readonly #listeners = new Map<string, Listener[]>()

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
    return this
  }

  removeListener(event: string, listener: Listener): this {
    const listeners = this.#listeners.get(event) ?? []
    const index = listeners.lastIndexOf(listener)
    if (index >= 0) this.#listeners.set(event, listeners.toSpliced(index, 1))
    return this
  }

  emit(event: string, argument: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      // EIP-1193 leaves the arguments of events open; the interface types them so that any listener fits.
      Reflect.apply(listener, undefined, [argument])
    }
  }
}
