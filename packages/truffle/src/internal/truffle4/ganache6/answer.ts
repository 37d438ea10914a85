import type { Devchain } from '@scaffold-evm/devchain'
import type { JsonRpcPayload } from '../../../truffle-provider.js'
import { type Answer, envelope, type RpcResponse } from '../rpc-response.js'
import { errorOfGanache6, failedTransactionHash } from './error.js'
import { parameters } from './parameters.js'
import { firstAccount, results } from './results.js'

/** What a call may use that does not say how much. */
const callGas = '0x2faf080'

/** What an estimate tells: the least gas that suffices, or, before ganache-cli 6.4, the gas that is used after refunds. */
export type EstimateKind = 'needed' | 'used'

/**
 * Answers requests as ganache-cli 6.12 does, from a chain in the dialect `ganache6`: errors that hold what happened to
 * each transaction by its hash, signatures that end in 0 or 1, no fields of later hardforks.
 */
export function answerLikeGanache6(chain: Devchain, estimates: EstimateKind): Answer {
  const newFilters = new Map<unknown, unknown>()
  return async (payload) => {
    try {
      const result = await resultOf(chain, payload, estimates)
      return {
        ...envelope(payload),
        result: await withBlockBefore(chain, newFilters, payload, result),
      }
    } catch (error) {
      return failureResponse(payload, error)
    }
  }
}

async function resultOf(
  chain: Devchain,
  { method, params = [] }: JsonRpcPayload,
  estimates: EstimateKind,
): Promise<unknown> {
  if (method === 'eth_coinbase') return firstAccount(chain)
  const asked = parameters[method]?.(params) ?? params
  const result = await chain.request({ method, params: asked })
  const change = results[method]
  if (method === 'eth_estimateGas' && estimates === 'used') return usedGas(chain, asked)
  return change === undefined ? result : change(result)
}

/**
 * A filter of blocks begins with the block before it: web3 0.20 looks for its new contract only when a block comes, and
 * that of the contract was mined by then.
 */
async function withBlockBefore(
  chain: Devchain,
  newFilters: Map<unknown, unknown>,
  { method, params = [] }: JsonRpcPayload,
  result: unknown,
): Promise<unknown> {
  if (method === 'eth_newBlockFilter') {
    const params = ['latest', false]
    const latest = await chain.request({ method: 'eth_getBlockByNumber', params })
    newFilters.set(result, Reflect.get(Object(latest), 'hash'))
  }
  if (method !== 'eth_getFilterChanges' || !newFilters.has(params[0])) return result
  const before = newFilters.get(params[0])
  newFilters.delete(params[0])
  return Array.isArray(result) ? [before, ...result] : result
}

/** Of a call that succeeds, as the estimate before it told. */
async function usedGas(chain: Devchain, params: readonly unknown[]): Promise<unknown> {
  const [request, block = 'pending'] = params
  const withGas = { gas: callGas, ...Object(request) }
  const call = await chain.request({
    method: 'debug_traceCall',
    params: [withGas, block, { tracer: 'callTracer', tracerConfig: { onlyTopCall: true } }],
  })
  return Reflect.get(Object(call), 'gasUsed')
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
