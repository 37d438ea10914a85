import { bytesToHex, isScaffoldError, quantityToHex } from '@scaffold-evm/common'
import type { RecordExecution } from '../../../recording.js'
import type { CallOptions, CallResult } from '../../chain/calls/call.js'
import { callFailure } from '../chain-error.js'
import type { RpcContext } from '../context.js'
import { failureError } from '../failure.js'
import { type MethodTable, method, optional, readArgs, required } from '../method.js'
import { blockSelector } from '../params/block-selector.js'
import { blockOverrides, stateOverrides } from '../params/overrides.js'
import { transactionRequest } from '../params/transaction-request.js'

/** What calls run on; leaves out what was not given, as the options of the chain demand. */
function callOptions(
  block: CallOptions['block'],
  state: CallOptions['stateOverrides'],
  overrides: CallOptions['blockOverrides'],
): CallOptions {
  return {
    ...(block === undefined ? {} : { block }),
    ...(state === undefined ? {} : { stateOverrides: state }),
    ...(overrides === undefined ? {} : { blockOverrides: overrides }),
  }
}

const callParams = [
  required('transaction', transactionRequest),
  optional('block', blockSelector, 'latest'),
  optional('stateOverrides', stateOverrides),
  optional('blockOverrides', blockOverrides),
] as const

/** What records a call with the parameters of `eth_call`. */
export function recorderOfCall({ chain }: RpcContext, params: unknown): RecordExecution {
  const [request, block, state, overrides] = readArgs('eth_call', callParams, params)
  return chain.tracing.recorderOfCall(request, callOptions(block, state, overrides))
}

/** Executions that leave no trace. */
export const ethCall: MethodTable = {
  eth_call: method(callParams, async (context, request, block, state, overrides) => {
    const { chain, settings, executions } = context
    const options = callOptions(block, state, overrides)
    const result = await chain.call(request, options)
    executions.called(request, options, result.succeeded)
    if (!result.succeeded && settings.throwOnCallFailures) {
      throw failureError({ ...result, record: chain.tracing.recorderOfCall(request, options) })
    }
    return bytesToHex(result.returnData)
  }),
  eth_estimateGas: method(
    [
      required('transaction', transactionRequest),
      optional('block', blockSelector, 'pending'),
      optional('stateOverrides', stateOverrides),
      optional('blockOverrides', blockOverrides),
    ],
    async ({ chain, dialect, executions }, request, block, state, overrides) => {
      const options = callOptions(block, state, overrides)
      const { estimateRule = 'least' } = dialect
      try {
        return quantityToHex(await chain.estimateGas(request, { ...options, estimateRule }))
      } catch (error) {
        if (!isScaffoldError(error, 'CHAIN_CALL_FAILED')) throw error
        executions.called(request, options, false)
        throw callFailure(error, chain.tracing.recorderOfCall(request, options))
      }
    },
  ),
  eth_createAccessList: method(
    [
      required('transaction', transactionRequest),
      optional('block', blockSelector, 'latest'),
      optional('stateOverrides', stateOverrides),
    ],
    async ({ chain }, request, block, state) => {
      const { accessList, gasUsed, result } = await chain.createAccessList(
        request,
        callOptions(block, state, undefined),
      )
      return {
        accessList: accessList.map((entry) => ({
          address: bytesToHex(entry.address),
          storageKeys: entry.storageKeys.map(bytesToHex),
        })),
        gasUsed: quantityToHex(gasUsed),
        ...failureField(result),
      }
    },
  ),
}

function failureField(result: CallResult): { error?: string } {
  return result.succeeded ? {} : { error: failureError(result).message }
}
