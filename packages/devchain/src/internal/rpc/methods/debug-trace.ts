import { bytesToHex } from '@scaffold-evm/common'
import type { TraceCallOptions } from '../../chain/tracing/trace-observer.js'
import type { BlockSelector } from '../../chain/types.js'
import type { RpcContext } from '../context.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockNumberOrTag, blockSelector } from '../params/block-selector.js'
import { object } from '../params/combinators.js'
import { blockOverrides, stateOverrides } from '../params/overrides.js'
import type { ParamType } from '../params/param-type.js'
import { hash, integer } from '../params/scalars.js'
import { transactionRequest } from '../params/transaction-request.js'
import { requireBlock } from '../require-block.js'
import { defaultTracer, tracerOptions } from '../tracing/create-tracer.js'
import { traceMined, traceWholeBlock } from '../tracing/run-tracer.js'
import { TraceBudget } from '../tracing/trace-budget.js'
import type { CreateTracer } from '../tracing/tracer.js'

async function traceBlock({ chain }: RpcContext, selector: BlockSelector, create: CreateTracer) {
  const block = await requireBlock(chain, selector)
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

/** Executions told in all their detail, as geth tells them. */
export const debugTrace: MethodTable = {
  debug_traceTransaction: method(
    [required('hash', hash), tracerParam],
    async ({ chain }, wanted, create) => {
      const { tracer, result } = await traceMined(chain, wanted, create)
      return tracer.finish(result)
    },
  ),
  debug_traceCall: method(
    [
      required('transaction', transactionRequest),
      optional('block', blockSelector, 'latest'),
      optional('options', callTraceOptions, { create: defaultTracer, call: {} }),
    ],
    async ({ chain }, request, block, { create, call }) => {
      const tracer = create({ budget: new TraceBudget(), place: undefined })
      return tracer.finish(await chain.traceCall(request, tracer, { block, ...call }))
    },
  ),
  debug_traceBlockByNumber: method([required('block', blockNumberOrTag), tracerParam], traceBlock),
  debug_traceBlockByHash: method(
    [required('blockHash', hash), tracerParam],
    (context, blockHash, create) => traceBlock(context, { hash: blockHash }, create),
  ),
}
