import type { RequestArguments } from '@scaffold-evm/common'
import type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from '../../truffle-provider.js'
import { errorObjectOf, errorOf, type RpcResponse, responseTo } from './rpc-answer.js'

/** As an emitter calls it. */
type Listener = (...args: unknown[]) => void

/** What a provider is made of: how to ask, and who tells of events. */
export interface ProviderParts {
  request(args: RequestArguments): Promise<unknown>
  readonly events?:
    | {
        on(event: string, listener: Listener): unknown
        removeListener(event: string, listener: Listener): unknown
      }
    | undefined
}

/**
 * A provider with everything that code of Truffle's world asks of one. What the node answers with an error comes as a
 * response with `error` to callbacks, as web3's HTTP provider has it, and rejects `request`.
 */
export function createCallbackProvider({ request, events }: ProviderParts): TruffleProvider {
  const ask = async (args: RequestArguments): Promise<unknown> => {
    try {
      return await request(args)
    } catch (error) {
      throw errorOf(errorObjectOf(error), error)
    }
  }
  const send = (
    payload: JsonRpcPayload | readonly JsonRpcPayload[],
    callback: JsonRpcCallback,
  ): void => {
    const answer = Array.isArray(payload)
      ? Promise.all(payload.map((one: JsonRpcPayload) => respond(request, one)))
      : respond(request, payload as JsonRpcPayload)
    // Out of the promise, so that what a callback throws is not swallowed by it.
    answer.then((response) => setImmediate(callback, null, response))
  }
  const provider: TruffleProvider = withSendAsync<Omit<TruffleProvider, 'sendAsync'>>({
    request: ask,
    send: callbackOrPromise(send, ask),
    on: (event, listener) => {
      events?.on(event, listener as Listener)
      return provider
    },
    removeListener: (event, listener) => {
      events?.removeListener(event, listener as Listener)
      return provider
    },
    supportsSubscriptions: () => events !== undefined,
  })
  return provider
}

/**
 * web3's packages put `sendAsync` of the provider of the global `web3` in the place of its `send` when they are loaded,
 * and delete it. Tests that give it to web3's HTTP provider go on calling it, so it is inherited and stays.
 */
export function withSendAsync<T extends Pick<TruffleProvider, 'send'>>(
  own: T,
): T & Pick<TruffleProvider, 'sendAsync'> {
  const { send } = own
  return Object.assign(Object.create({ sendAsync: send }), own)
}

async function respond(
  request: ProviderParts['request'],
  payload: JsonRpcPayload,
): Promise<RpcResponse> {
  try {
    const { method, params } = payload
    return responseTo(payload, { result: (await request({ method, params })) ?? null })
  } catch (error) {
    return responseTo(payload, { error: errorObjectOf(error) })
  }
}

/** `send(method, params)` without a callback gives a promise, as Ganache's and ethers' do. */
export function callbackOrPromise(
  send: TruffleProvider['send'],
  request: TruffleProvider['request'],
): TruffleProvider['send'] {
  const either = (payload: unknown, callback: unknown): unknown => {
    if (typeof payload === 'string') {
      return request({ method: payload, params: Array.isArray(callback) ? callback : [] })
    }
    if (typeof callback === 'function') {
      return send(payload as JsonRpcPayload, callback as JsonRpcCallback)
    }
    return request(payload as RequestArguments)
  }
  return either as TruffleProvider['send']
}
