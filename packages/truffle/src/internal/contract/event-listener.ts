import { EventEmitter } from 'node:events'
import type { Web3Log } from '../rpc/receipt.js'
import { detectChain } from './chain-access.js'
import type { ContractClass, Instance } from './contract-class.js'
import { type DecodedLog, decodeLogs } from './decode-logs.js'

type Callback = (error: unknown, event?: DecodedLog) => void

interface Web3Subscription {
  on(event: string, listener: (value: never) => void): unknown
}

interface Web3Events {
  readonly events: Readonly<Record<string, (options: unknown) => Web3Subscription>>
}

/** `instance.Event(options?, callback?)`, and `instance.allEvents(options?)`: an emitter of `data`, `changed`, `error`. */
export function createEventListener(
  contract: ContractClass,
  instance: Instance,
  name: string,
): (options?: unknown, callback?: Callback) => unknown {
  return (first, second) => {
    const [options, callback] = typeof first === 'function' ? [{}, first] : [first, second]
    const emitter = new EventEmitter()
    const listening = detectChain(contract).then(() => {
      const { events } = instance['contract'] as Web3Events
      const subscription = events[name]?.(options)
      if (subscription !== undefined) passOn(contract, subscription, emitter)
      return subscription
    })
    if (callback === undefined) {
      listening.catch((error: unknown) => tellError(emitter, error))
      return emitter
    }
    callBack(emitter, callback as Callback)
    return listening
  }
}

function passOn(
  contract: ContractClass,
  subscription: Web3Subscription,
  emitter: EventEmitter,
): void {
  // The same log comes more than once from web3.
  let lastId: unknown
  for (const event of ['data', 'changed']) {
    subscription.on(event, (log: Web3Log) => {
      if (log.id === lastId) return
      lastId = log.id
      emitter.emit(event, decodeLogs(contract, [log])[0])
    })
  }
  subscription.on('error', (error: unknown) => tellError(emitter, error))
}

function callBack(emitter: EventEmitter, callback: Callback): void {
  emitter.on('data', (event: DecodedLog) => callback(null, event))
  emitter.on('changed', (event: DecodedLog) => callback(null, event))
  emitter.on('error', (error: unknown) => callback(error))
}

/** Nobody has to listen for errors. */
function tellError(emitter: EventEmitter, error: unknown): void {
  if (emitter.listenerCount('error') > 0) emitter.emit('error', error)
}
