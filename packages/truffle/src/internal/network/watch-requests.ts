import type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from '../../truffle-provider.js'
import { errorObjectOf } from './rpc-answer.js'

/** Sees what is asked, and what is answered: a response, or an error. */
export interface RequestWatch {
  asked(payload: object): void
  answered(payload: object, answer: unknown): void
}

/** The same provider, with somebody who looks on. */
export function watchRequests(provider: TruffleProvider, watch: RequestWatch): TruffleProvider {
  let id = 0
  const request: TruffleProvider['request'] = async (args) => {
    id += 1
    const own = { jsonrpc: '2.0', id }
    const payload = { ...own, ...args }
    watch.asked(payload)
    try {
      const result = await provider.request(args)
      watch.answered(payload, { ...own, result })
      return result
    } catch (error) {
      watch.answered(payload, { ...own, error: errorObjectOf(error) })
      throw error
    }
  }
  const watched =
    (send: TruffleProvider['send']): TruffleProvider['send'] =>
    (payload, callback) => {
      if (typeof callback !== 'function') return send(payload, callback)
      return sendWatched(send, payload, callback)
    }
  const sendWatched = (
    send: TruffleProvider['send'],
    payload: JsonRpcPayload | readonly JsonRpcPayload[],
    callback: JsonRpcCallback,
  ): void => {
    watch.asked(payload)
    send(payload, (error, response) => {
      watch.answered(payload, response ?? errorObjectOf(error))
      callback(error, response)
    })
  }
  const watching: TruffleProvider = Object.create(provider)
  return Object.assign(watching, {
    request,
    send: watched(provider.send),
    sendAsync: watched(provider.sendAsync),
  })
}
