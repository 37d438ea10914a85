import type { RequestArguments } from '@scaffold-evm/common'
import { providerInvalidError } from '../../errors/network.js'
import type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from '../../truffle-provider.js'
import { callbackOrPromise, createCallbackProvider } from './callback-provider.js'
import { errorOf, isResponse } from './rpc-answer.js'

type AnyFunction = (...args: unknown[]) => unknown

const adapted = new WeakSet<object>()

/** `send` as it was before, of providers whose own returns the answer, as those of web3 0.20. */
const synchronous = new WeakMap<object, AnyFunction>()

/**
 * Gives a provider that a user's code made the methods that it lacks, and binds those that it has. It stays the same
 * object, since its own properties are used as well: `addresses` of a wallet, `host` of an HTTP provider.
 *
 * @throws `TRUFFLE_PROVIDER_INVALID`
 */
export function adaptProvider(given: unknown, network: string): TruffleProvider {
  if (typeof given !== 'object' && typeof given !== 'function') {
    throw providerInvalidError(network, `a ${typeof given}`)
  }
  if (given === null) throw providerInvalidError(network, 'null')
  if (adapted.has(given)) return given as TruffleProvider
  const methods = missingMethods(given, network)
  const own = methodOf(given, 'send')
  const target = place(given, methods)
  adapted.add(target)
  if (own !== undefined) synchronous.set(target, own)
  return target as TruffleProvider
}

/** What a user's provider did with a payload and no callback; undefined when it is none. */
export function ownSendOf(provider: object): AnyFunction | undefined {
  return synchronous.get(provider)
}

/** Onto the object itself, or onto one that inherits from it when it does not take them. */
function place(given: object, methods: object): object {
  const isTaken = Object.entries(methods).every(([name, value]) =>
    Reflect.defineProperty(given, name, { value, writable: true, configurable: true }),
  )
  return isTaken ? given : Object.create(given, Object.getOwnPropertyDescriptors(methods))
}

function missingMethods(given: object, network: string): object {
  const send = methodOf(given, 'send')
  const sendAsync = methodOf(given, 'sendAsync')
  const request = methodOf(given, 'request') as TruffleProvider['request'] | undefined
  const callback = callbackMethod(send, sendAsync)
  if (callback === undefined) {
    if (request === undefined) throw providerInvalidError(network, 'an object without both')
    const { send: made, sendAsync: madeAsync } = createCallbackProvider({ request })
    return { request, send: made, sendAsync: madeAsync }
  }
  const ask = request ?? requestOver(callback)
  return {
    request: ask,
    send: callbackOrPromise(callback, ask),
    sendAsync: sendAsync ?? callback,
  }
}

function methodOf(given: object, name: string): AnyFunction | undefined {
  const method: unknown = Reflect.get(given, name)
  return typeof method === 'function' ? method.bind(given) : undefined
}

/** Of web3 0.20's providers `send` is synchronous, and takes no callback. */
function callbackMethod(
  send: AnyFunction | undefined,
  sendAsync: AnyFunction | undefined,
): TruffleProvider['send'] | undefined {
  const chosen =
    send === undefined || (sendAsync !== undefined && send.length < 2) ? sendAsync : send
  return chosen as TruffleProvider['send'] | undefined
}

function requestOver(send: TruffleProvider['send']): TruffleProvider['request'] {
  let id = 0
  return ({ method, params }: RequestArguments) => {
    id += 1
    const payload: JsonRpcPayload = {
      jsonrpc: '2.0',
      id,
      method,
      params: Array.isArray(params) ? params : [],
    }
    return new Promise((resolve, reject) => {
      const onAnswer: JsonRpcCallback = (error, response) => {
        if (isFailure(error)) reject(error)
        else if (!isResponse(response))
          reject(new Error(`Invalid JSON RPC response: ${JSON.stringify(response)}`))
        else if (response.error) reject(errorOf(response.error))
        else resolve(response.result)
      }
      send(payload, onAnswer)
    })
  }
}

/** web3's providers say null or false when nothing failed. */
function isFailure(error: unknown): boolean {
  return error !== null && error !== undefined && error !== false
}
