import { Emitter, type EventListener } from './emitter.js'
import { Subscriber, type SubscriberConfig } from './subscriber.js'

/** The subscribers that came together. */
export interface SubscriberAggregator {
  readonly subscribers: readonly Subscriber[]
  updateSubscriberOptions(config: SubscriberConfig): void
}

/** `events` of a config: what Truffle's commands tell, for the config's `subscribers` and for plugins. */
export class EventManager {
  readonly emitter: Emitter = new Emitter()
  readonly subscriberAggregators: SubscriberAggregator[] = []
  #telling: Promise<unknown> = Promise.resolve()

  /** Whether anybody listens. */
  get isHeard(): boolean {
    return this.emitter.listenerCount() > 0
  }

  /** What the listeners give. */
  emit(name: string, data?: unknown): Promise<unknown[]> {
    return this.emitter.emit(name, data)
  }

  /** Emits without waiting; {@link settled} waits. `data` is asked for only when somebody listens. */
  tell(name: string, data?: () => unknown): void {
    if (!this.isHeard) return
    this.#telling = this.#telling.then(() => this.emitter.emit(name, data?.()))
    // Who waits for all hears of it.
    this.#telling.catch(() => undefined)
  }

  /** When all that was told is heard. @throws what the first listener that failed threw */
  async settled(): Promise<void> {
    const { emitter } = this
    if (emitter.listenerCount() > 0) await this.#telling
  }

  on(name: string, listener: EventListener): () => void {
    return this.emitter.on(name, listener)
  }

  removeListener(name: string, listener: EventListener): void {
    this.emitter.off(name, listener)
  }

  /** @throws `TRUFFLE_SUBSCRIBER_INVALID` */
  initializeUserSubscribers(config: SubscriberConfig & { readonly subscribers?: unknown }): void {
    const named: [string, unknown][] = Object.entries(Object(config.subscribers))
    if (named.length === 0) return
    const { emitter } = this
    const subscribers = named.map(
      ([name, options]) => new Subscriber(name, options, { emitter, config }),
    )
    this.subscriberAggregators.push({
      subscribers,
      updateSubscriberOptions: (options) => {
        for (const subscriber of subscribers) subscriber.updateOptions(options)
      },
    })
  }

  updateSubscriberOptions(config: SubscriberConfig): void {
    for (const aggregator of this.subscriberAggregators) aggregator.updateSubscriberOptions(config)
  }
}
