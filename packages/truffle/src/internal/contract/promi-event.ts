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
    promiEvent: addEmitter(promise),
    resolve: (value) => settle?.resolve(value),
    reject: (error) => settle?.reject(error),
  }
}

function addEmitter<Value>(promise: Promise<Value>): PromiEvent<Value> {
  const emitter = new EventEmitter()
  const promiEvent = promise as PromiEvent<Value>
  for (const name of chained) {
    promiEvent[name] = (event?: string, listener?: Listener) => {
      if (name === 'removeAllListeners') emitter.removeAllListeners(event)
      else if (event !== undefined && listener !== undefined)
        emitter[name](event, listener as (...values: unknown[]) => void)
      return promiEvent
    }
  }
  promiEvent.listeners = (event) => emitter.listeners(event)
  // Nobody has to listen for errors: they reject the promise too.
  promiEvent.emit = (event, ...values) =>
    emitter.listenerCount(event) > 0 && emitter.emit(event, ...values)
  return promiEvent
}

const chained = [
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'removeAllListeners',
] as const

function withStackOf(error: unknown, origin: { readonly stack?: string }): unknown {
  if (!(error instanceof Error)) return error
  const frames = (origin.stack ?? '').split('\n').slice(1)
  const own = error.stack ?? String(error)
  const firstLine = own.split('\n', 1)[0] ?? ''
  Object.assign(error, { hijackedStack: own })
  error.stack = [firstLine, ...frames].join('\n')
  return error
}
