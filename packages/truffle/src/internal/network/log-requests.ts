import type { TruffleLogger } from '../../truffle-config.js'
import type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from '../../truffle-provider.js'
import { errorObjectOf } from './rpc-answer.js'

/** `--verbose-rpc`: the same provider, which prints what is asked and what is answered. */
export function logRequests(provider: TruffleProvider, logger: TruffleLogger): TruffleProvider {
  let id = 0
  const tell = (prefix: string, value: unknown): void => {
    logger.log(`${prefix}${JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${prefix}`)}`)
  }
  const request: TruffleProvider['request'] = async (args) => {
    id += 1
    const own = { jsonrpc: '2.0', id }
    tell('   > ', { ...own, ...args })
    try {
      const result = await provider.request(args)
      tell(' <   ', { ...own, result })
      return result
    } catch (error) {
      tell(' <   ', { ...own, error: errorObjectOf(error) })
      throw error
    }
  }
  const logged =
    (send: TruffleProvider['send']): TruffleProvider['send'] =>
    (payload, callback) => {
      if (typeof callback !== 'function') return send(payload, callback)
      return sendLogged(send, payload, callback)
    }
  const sendLogged = (
    send: TruffleProvider['send'],
    payload: JsonRpcPayload | readonly JsonRpcPayload[],
    callback: JsonRpcCallback,
  ): void => {
    tell('   > ', payload)
    send(payload, (error, response) => {
      tell(' <   ', response ?? errorObjectOf(error))
      callback(error, response)
    })
  }
  return Object.create(provider, {
    request: { value: request },
    send: { value: logged(provider.send) },
    sendAsync: { value: logged(provider.sendAsync) },
  }) as TruffleProvider
}
