import type { MethodChange, Param } from '../method.js'
import { blockNumberOrTag, blockSelector } from '../params/block-selector.js'
import type { ParamType } from '../params/param-type.js'

/** Methods of a block that can be asked for as pending. */
export const blockMethods: readonly string[] = [
  'eth_feeHistory',
  'eth_getBalance',
  'eth_getBlockByNumber',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getProof',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionCount',
]

/** Ganache has no pending block: it gives the latest. */
export const withoutPending: MethodChange = (base) => ({
  params: base.params.map(latestForPending),
  run: base.run,
})

function latestForPending(param: Param<unknown>): Param<unknown> {
  const { type } = param
  const isBlock = type === blockSelector || type === blockNumberOrTag
  return isBlock ? { ...param, type: takingLatest(type) } : param
}

function takingLatest(type: ParamType<unknown>): ParamType<unknown> {
  return {
    expected: type.expected,
    parse: (value) => type.parse(value === 'pending' ? 'latest' : value),
  }
}
