import { bytesToBigint, bytesToHex } from '@scaffold-evm/common'
import type { Chain } from '../../chain/chain.js'
import type { ReplayedBlock, TraceCallOptions } from '../../chain/tracing/trace-observer.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockNumberOrTag, blockSelector } from '../params/block-selector.js'
import { object } from '../params/combinators.js'
import { blockOverrides, stateOverrides } from '../params/overrides.js'
import type { ParamType } from '../params/param-type.js'
import { address, data, hash, integer, storageKey } from '../params/scalars.js'
import { transactionRequest } from '../params/transaction-request.js'
import { passBlocksOn, passTransactionsOn } from '../pass-on.js'
import { requireBlock } from '../require-block.js'
import { defaultTracer, tracerOptions } from '../tracing/create-tracer.js'
import { traceMined, traceWholeBlock } from '../tracing/run-tracer.js'
import { storageRange } from '../tracing/storage-range.js'
import { TraceBudget } from '../tracing/trace-budget.js'
import type { CreateTracer } from '../tracing/tracer.js'

async function traceBlock(chain: Chain, block: ReplayedBlock, create: CreateTracer) {
  const traces = await traceWholeBlock(chain, block, create)
  return traces.map(({ place, tracer, result }) => ({
    txHash: bytesToHex(place.transactionHash),
    result: tracer.finish(result),
  }))
}

interface CallTraceOptions {
  readonly create: CreateTracer
  readonly call: TraceCallOptions
}

const callFields = object('trace options', { stateOverrides, blockOverrides, txIndex: integer })

const callTraceOptions: ParamType<CallTraceOptions> = {
  expected: callFields.expected,
  parse(value) {
    const { txIndex, ...overrides } = callFields.parse(value)
    return {
      create: tracerOptions.parse(value),
      call: {
        ...(overrides.stateOverrides && { stateOverrides: overrides.stateOverrides }),
        ...(overrides.blockOverrides && { blockOverrides: overrides.blockOverrides }),
        ...(txIndex === undefined ? {} : { transactionIndex: Number(txIndex) }),
      },
    }
  },
}

const tracerParam = optional('options', tracerOptions, defaultTracer)

const ofTransactions: MethodTable = {
  debug_traceTransaction: method(
    [required('hash', hash), tracerParam],
    async ({ chain }, wanted, create) => {
      const { tracer, result } = await traceMined(chain, wanted, create)
      return tracer.finish(result)
    },
  ),
}

const ofBlocks: MethodTable = {
  debug_traceBlockByNumber: method(
    [required('block', blockNumberOrTag), tracerParam],
    async ({ chain }, selector, create) =>
      traceBlock(chain, await requireBlock(chain, selector), create),
  ),
  debug_traceBlockByHash: method(
    [required('blockHash', hash), tracerParam],
    async ({ chain }, wanted, create) =>
      traceBlock(chain, await requireBlock(chain, { hash: wanted }), create),
  ),
  debug_storageRangeAt: method(
    [
      required('blockHash', hash),
      required('transactionIndex', integer),
      required('address', address),
      required('startKey', storageKey),
      required('limit', integer),
    ],
    async ({ chain }, wanted, index, account, start, limit) => {
      const block = await requireBlock(chain, { hash: wanted })
      const range = { address: account, start: bytesToBigint(start), limit: Number(limit) }
      return chain.tracing.stateBefore(block, Number(index), (state) => storageRange(state, range))
    },
  ),
}

const hypothetical: MethodTable = {
  debug_traceCall: method(
    [
      required('transaction', transactionRequest),
      optional('block', blockSelector, 'latest'),
      optional('options', callTraceOptions, { create: defaultTracer, call: {} }),
    ],
    async ({ chain }, request, block, { create, call }) => {
      const tracer = create({ budget: new TraceBudget(), place: undefined })
      return tracer.finish(await chain.tracing.call(request, tracer, { block, ...call }))
    },
  ),
  debug_traceBlock: method(
    [required('block', data), tracerParam],
    async ({ chain }, encoded, create) =>
      traceBlock(chain, await chain.tracing.decodeBlock(encoded), create),
  ),
}

/** Executions told in all their detail, as geth tells them. */
export const debugTrace: MethodTable = {
  ...passTransactionsOn(ofTransactions),
  ...passBlocksOn(ofBlocks),
  ...hypothetical,
}
