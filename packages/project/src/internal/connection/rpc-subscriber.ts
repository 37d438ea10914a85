import type { Eip1193Provider } from '@scaffold-evm/common'
import type { Subscriber } from 'ethers'

interface SubscriptionMessage {
  readonly type: string
  readonly data?: { readonly subscription?: unknown; readonly result?: unknown }
}

/** What ethers starts when the first listener of an event comes, over `eth_subscribe`. */
export class RpcSubscriber implements Subscriber {
  readonly #provider: Eip1193Provider
  readonly #params: readonly unknown[]
  readonly #deliver: (result: unknown) => void
  readonly #onMessage: (message: SubscriptionMessage) => void
  #id: Promise<unknown> | undefined
  #startedId: unknown

  constructor(
    provider: Eip1193Provider,
    params: readonly unknown[],
    deliver: (result: unknown) => void,
  ) {
    this.#provider = provider
    this.#params = params
    this.#deliver = deliver
    this.#onMessage = (message) => this.#receive(message)
  }

  start(): void {
    if (this.#id !== undefined) return
    this.#provider.on('message', this.#onMessage)
    this.#id = this.#provider
      .request({ method: 'eth_subscribe', params: this.#params })
      .then((id) => {
        this.#startedId = id
        return id
      })
      // A node that is away has no events either; requests say so.
      .catch(() => undefined)
  }

  stop(): void {
    const id = this.#id
    if (id === undefined) return
    this.#id = undefined
    this.#startedId = undefined
    this.#provider.removeListener('message', this.#onMessage)
    void id
      .then((started) => this.#provider.request({ method: 'eth_unsubscribe', params: [started] }))
      .catch(() => undefined)
  }

  pause(): void {
    this.stop()
  }

  resume(): void {
    this.start()
  }

  #receive({ type, data }: SubscriptionMessage): void {
    if (type !== 'eth_subscription' || this.#startedId === undefined) return
    if (data?.subscription === this.#startedId) this.#deliver(data?.result)
  }
}
