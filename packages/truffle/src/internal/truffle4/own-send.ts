import { providerAsynchronousError } from '../../errors/network.js'
import type { JsonRpcCallback, TruffleProvider } from '../../truffle-provider.js'
import { ownSendOf } from '../network/adapt-provider.js'

/**
 * A provider of a user's as web3 0.20 uses it: without a callback, `send` gives what the provider's own gives, as far as
 * it answers at once. Those of wallets and of Ganache do not, and say so themselves.
 */
export function withOwnSend(provider: TruffleProvider): TruffleProvider {
  const { send } = provider
  const own = ownSendOf(provider)
  const both = (payload: unknown, callback?: JsonRpcCallback): unknown => {
    if (typeof callback === 'function') return send(payload as never, callback)
    const answer: unknown = own?.(payload)
    if (isResponse(answer)) return answer
    throw providerAsynchronousError()
  }
  return Object.create(provider, { send: { value: both } })
}

function isResponse(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.every(isResponse)
  const object = Object(answer)
  return 'result' in object || 'error' in object
}
