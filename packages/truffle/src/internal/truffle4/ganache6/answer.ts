import type { Devchain } from '@scaffold-evm/devchain'
import type { JsonRpcPayload } from '../../../truffle-provider.js'
import { type Answer, envelope, type RpcResponse } from '../rpc-response.js'
import { errorOfGanache6, failedTransactionHash } from './error.js'
import { parameters } from './parameters.js'
import { firstAccount, results } from './results.js'

/**
 * Answers requests as ganache-cli 6.12 does, from a chain that speaks Ganache 7's dialect: errors that hold what
 * happened to each transaction by its hash, storage without leading zeros, signatures that end in 0 or 1, no fields of
 * later hardforks.
 */
export function answerLikeGanache6(chain: Devchain): Answer {
  return async (payload) => {
    try {
      return { ...envelope(payload), result: await resultOf(chain, payload) }
    } catch (error) {
      return failureResponse(payload, error)
    }
  }
}

async function resultOf(
  chain: Devchain,
  { method, params = [] }: JsonRpcPayload,
): Promise<unknown> {
  if (method === 'eth_coinbase') return firstAccount(chain)
  const asked = parameters[method]?.(params) ?? params
  const result = await chain.request({ method, params: asked })
  const change = results[method]
  return change === undefined ? result : change(result)
}

/** Of a transaction that was mined and failed there are both an error and its hash. */
function failureResponse(payload: JsonRpcPayload, error: unknown): RpcResponse {
  const hash = failedTransactionHash(error)
  return {
    ...envelope(payload),
    ...(hash === undefined ? {} : { result: hash }),
    error: errorOfGanache6(payload, error),
  }
}
