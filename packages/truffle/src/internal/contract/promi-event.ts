import { EventEmitter } from 'node:events'

type Listener = (...args: never[]) => void

/** A promise that one can listen to, as web3 makes them. */
export interface PromiEvent<Value> extends Promise<Value> {
  on(event: string, listener: Listener): PromiEvent<Value>
  once(event: string, listener: Listener): PromiEvent<Value>
  off(event: string, listener: Listener): PromiEvent<Value>
  addListener(event: string, listener: Listener): PromiEvent<Value>
  removeListener(event: string, listener: Listener): PromiEvent<Value>
  removeAllListeners(event?: string): PromiEvent<Value>
  listeners(event: string): unknown[]
  emit(event: string, ...values: unknown[]): boolean
}

/** A PromiEvent and the ends that settle it. */
export interface DeferredPromiEvent<Value> {
  readonly promiEvent: PromiEvent<Value>
  resolve(value: Value): void
  /** Gives an error the stack of the line that called us before rejecting with it. */
  reject(error: unknown): void
}

type Caller = (...values: never[]) => unknown

/** @param caller the function that users call; stacks of errors begin where it was called */
export function createPromiEvent<Value>(caller: Caller): DeferredPromiEvent<Value> {
  const origin: { stack?: string } = {}
  Error.captureStackTrace(origin, caller)
  let settle: Pick<DeferredPromiEvent<Value>, 'resolve' | 'reject'> | undefined
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject: (error) => reject(withStackOf(error, origin)) }
  })
  return {
    promiEvent: Object.assign(promise, emitterMethods) as PromiEvent<Value>,
    resolve: (value) => settle?.resolve(value),
    reject: (error) => settle?.reject(error),
  }
}

/** Most promises are only awaited: their emitter is made when somebody listens. */
const emitters = new WeakMap<PromiEvent<never>, EventEmitter>()

function emitterOf(promiEvent: PromiEvent<never>): EventEmitter {
  let emitter = emitters.get(promiEvent)
  if (emitter === undefined) {
    emitter = new EventEmitter()
    emitters.set(promiEvent, emitter)
  }
  return emitter
}

type Chained = 'on' | 'once' | 'off' | 'addListener' | 'removeListener'

function chained(name: Chained) {
  return function (this: PromiEvent<never>, event: string, listener: Listener) {
    emitterOf(this)[name](event, listener as (...values: unknown[]) => void)
    return this
  }
}

const emitterMethods = {
  on: chained('on'),
  once: chained('once'),
  off: chained('off'),
  addListener: chained('addListener'),
  removeListener: chained('removeListener'),
  removeAllListeners(this: PromiEvent<never>, event?: string) {
    emitterOf(this).removeAllListeners(event)
    return this
  },
  listeners(this: PromiEvent<never>, event: string) {
    return emitterOf(this).listeners(event)
  },
  emit(this: PromiEvent<never>, event: string, ...values: unknown[]) {
    const emitter = emitters.get(this)
    // Nobody has to listen for errors: they reject the promise too.
    return (
      emitter !== undefined && emitter.listenerCount(event) > 0 && emitter.emit(event, ...values)
    )
  },
}

function withStackOf(error: unknown, origin: { readonly stack?: string }): unknown {
  if (!(error instanceof Error)) return error
  const frames = (origin.stack ?? '').split('\n').slice(1)
  const own = error.stack ?? String(error)
  const firstLine = own.split('\n', 1)[0] ?? ''
  Object.assign(error, { hijackedStack: own })
  error.stack = [firstLine, ...frames].join('\n')
  return error
}
