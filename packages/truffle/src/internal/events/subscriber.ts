import { subscriberInvalidError } from '../../errors/config.js'
import type { TruffleLogger } from '../../truffle-config.js'
import type { Emitter } from './emitter.js'
import { eventPattern, isEventPattern } from './event-pattern.js'

/** What subscribers know of a config. */
export interface SubscriberConfig {
  readonly quiet?: unknown
  readonly logger?: TruffleLogger | undefined
}

type Handler = (this: Subscriber, data: unknown, name?: string) => unknown
type Handlers = Record<string, readonly Handler[]>

/** One of a config's `subscribers`: `this` of its handlers, with the names that Truffle gives it. */
export class Subscriber {
  readonly emitter: Emitter
  /** By the names of handlers for single events. */
  readonly unsubscribeListeners: Record<string, () => void> = {}
  readonly globbedHandlers: Handlers = {}
  readonly globbedHandlerLookupTable: Record<string, RegExp> = {}
  quiet: unknown
  config: SubscriberConfig
  logger: TruffleLogger | undefined;
  /** What users keep here. */
  [key: string]: unknown

  /** @throws `TRUFFLE_SUBSCRIBER_INVALID` */
  constructor(
    name: string,
    options: unknown,
    parts: { readonly emitter: Emitter; readonly config: SubscriberConfig },
  ) {
    const { initialization, handlers } = readOptions(name, options)
    const { emitter, config } = parts
    this.emitter = emitter
    this.config = config
    this.quiet = config.quiet
    this.logger = config.logger
    initialization?.call(this, config)
    for (const [event, each] of Object.entries(handlers)) this.#listen(event, each)
    emitter.onAny((event, data) => this.handleEvent(event, data))
  }

  /** Runs the handlers of all patterns that an event fits. */
  handleEvent(event: string, data: unknown): Promise<unknown[]> {
    const fitting = Object.entries(this.globbedHandlerLookupTable).filter(([, pattern]) =>
      pattern.test(event),
    )
    const handlers = fitting.flatMap(([name]) => this.globbedHandlers[name] ?? [])
    return Promise.all(handlers.map(async (handler) => handler.call(this, data, event)))
  }

  /** Takes the handlers of a name away. */
  removeListener(name: string): void {
    this.unsubscribeListeners[name]?.()
    delete this.globbedHandlerLookupTable[name]
  }

  updateOptions(config: SubscriberConfig): void {
    this.config = config
    if (config.quiet) this.quiet = true
    if (config.logger) this.logger = config.logger
  }

  #listen(event: string, handlers: readonly Handler[]): void {
    if (isEventPattern(event)) {
      this.globbedHandlers[event] = handlers
      this.globbedHandlerLookupTable[event] = eventPattern(event)
      return
    }
    const forget = handlers.map((handler) =>
      this.emitter.on(event, (data) => handler.call(this, data)),
    )
    this.unsubscribeListeners[event] = () => {
      for (const each of forget) each()
    }
  }
}

interface SubscriberOptions {
  readonly initialization: ((this: Subscriber, config: SubscriberConfig) => void) | undefined
  readonly handlers: Handlers
}

function readOptions(name: string, options: unknown): SubscriberOptions {
  const { initialization, handlers } = Object(options)
  if (initialization !== undefined && typeof initialization !== 'function') {
    throw subscriberInvalidError(name, 'initialization is to be a function', initialization)
  }
  const lists: unknown[] = Object.values(Object(handlers))
  const areFunctions = lists.every(
    (list) => Array.isArray(list) && list.every((handler) => typeof handler === 'function'),
  )
  if (lists.length === 0 || !areFunctions) {
    throw subscriberInvalidError(
      name,
      'handlers is to have arrays of functions by the names of events',
      handlers,
    )
  }
  return { initialization, handlers }
}
