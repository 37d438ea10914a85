import { bytesToHex, quantityToHex } from '@scaffold-evm/common'
import type { CallOptions, CallResult } from '../../chain/calls/call.js'
import { failureError } from '../failure.js'
import { type MethodTable, method, optional, required } from '../method.js'
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

/** Executions that leave no trace. */
export const ethCall: MethodTable = {
  eth_call: method(
    [
      required('transaction', transactionRequest),
      optional('block', blockSelector, 'latest'),
      optional('stateOverrides', stateOverrides),
      optional('blockOverrides', blockOverrides),
    ],
    async ({ chain, settings }, request, block, state, overrides) => {
      const result = await chain.call(request, callOptions(block, state, overrides))
      if (!result.succeeded && settings.throwOnCallFailures) throw failureError(result)
      return bytesToHex(result.returnData)
    },
  ),
  eth_estimateGas: method(
    [
      required('transaction', transactionRequest),
      optional('block', blockSelector, 'pending'),
      optional('stateOverrides', stateOverrides),
      optional('blockOverrides', blockOverrides),
    ],
    async ({ chain }, request, block, state, overrides) =>
      quantityToHex(await chain.estimateGas(request, callOptions(block, state, overrides))),
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
