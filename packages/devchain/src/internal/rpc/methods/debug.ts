import { bytesToHex } from '@scaffold-evm/common'
import type { BlockSelector, CallOptions, ChainBlock } from '../../chain/types.js'
import type { RpcContext } from '../context.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { encodeReceipt } from '../output/encoding.js'
import { blockNumberOrTag, blockSelector } from '../params/block-selector.js'
import { object } from '../params/combinators.js'
import { blockOverrides, stateOverrides } from '../params/overrides.js'
import type { ParamType } from '../params/param-type.js'
import { hash } from '../params/scalars.js'
import { transactionRequest } from '../params/transaction-request.js'
import { invalidInputError } from '../rpc-error.js'
import { type CreateTracer, tracerOptions } from '../tracing/create-tracer.js'
import { StructLogger } from '../tracing/struct-logger.js'

const defaultTracer: CreateTracer = () => new StructLogger({})

async function requireBlock({ chain }: RpcContext, selector: BlockSelector): Promise<ChainBlock> {
  const block = await chain.block(selector)
  if (block !== undefined) return block
  throw invalidInputError('block not found')
}

async function trace({ chain }: RpcContext, wanted: Uint8Array, create: CreateTracer) {
  const tracer = create()
  return tracer.finish(await chain.traceTransaction(wanted, tracer.handler))
}

async function traceBlock(context: RpcContext, selector: BlockSelector, create: CreateTracer) {
  const block = await requireBlock(context, selector)
  if (block.number === 0n) throw invalidInputError('genesis is not traceable')
  const results: unknown[] = []
  for (const transaction of block.transactions) {
    results.push({
      txHash: bytesToHex(transaction.hash),
      result: await trace(context, transaction.hash, create),
    })
  }
  return results
}

interface CallTraceOptions {
  readonly create: CreateTracer
  readonly call: CallOptions
}

const callOverrides = object('trace options', { stateOverrides, blockOverrides })

const callTraceOptions: ParamType<CallTraceOptions> = {
  expected: callOverrides.expected,
  parse(value) {
    const overrides = callOverrides.parse(value)
    return {
      create: tracerOptions.parse(value),
      call: {
        ...(overrides.stateOverrides && { stateOverrides: overrides.stateOverrides }),
        ...(overrides.blockOverrides && { blockOverrides: overrides.blockOverrides }),
      },
    }
  },
}

const tracing: MethodTable = {
  debug_traceTransaction: method(
    [required('hash', hash), optional('options', tracerOptions, defaultTracer)],
    trace,
  ),
  debug_traceCall: method(
    [
      required('transaction', transactionRequest),
      optional('block', blockSelector, 'latest'),
      optional('options', callTraceOptions, { create: defaultTracer, call: {} }),
    ],
    async ({ chain }, request, block, { create, call }) => {
      const tracer = create()
      return tracer.finish(await chain.traceCall(request, tracer.handler, { block, ...call }))
    },
  ),
  debug_traceBlockByNumber: method(
    [required('block', blockNumberOrTag), optional('options', tracerOptions, defaultTracer)],
    traceBlock,
  ),
  debug_traceBlockByHash: method(
    [required('blockHash', hash), optional('options', tracerOptions, defaultTracer)],
    (context, blockHash, create) => traceBlock(context, { hash: blockHash }, create),
  ),
}

const raw: MethodTable = {
  debug_getRawHeader: method([required('block', blockSelector)], async (context, selector) =>
    bytesToHex((await requireBlock(context, selector)).block.header.serialize()),
  ),
  debug_getRawBlock: method([required('block', blockSelector)], async (context, selector) =>
    bytesToHex((await requireBlock(context, selector)).block.serialize()),
  ),
  debug_getRawReceipts: method([required('block', blockSelector)], async (context, selector) =>
    (await requireBlock(context, selector)).transactions.map((transaction) =>
      bytesToHex(encodeReceipt(transaction)),
    ),
  ),
  debug_getRawTransaction: method([required('hash', hash)], async ({ chain }, wanted) => {
    const found = await chain.findTransaction(wanted)
    return found === undefined ? '0x' : bytesToHex(found.raw)
  }),
}

/** Traces, and the encodings that hashes are taken of. */
export const debug: MethodTable = { ...tracing, ...raw }
