import { bytesToHex } from '@scaffold-evm/common'
import type { Chain } from '../../chain/chain.js'
import type { ReplayedBlock } from '../../chain/tracing/trace-observer.js'
import { type MethodTable, method, optional, required } from '../method.js'
import { blockSelector } from '../params/block-selector.js'
import { array } from '../params/combinators.js'
import { blockOverrides, stateOverrides } from '../params/overrides.js'
import { data, hash, integer } from '../params/scalars.js'
import { tracedCall, traceFilter, traceTypeSet } from '../params/trace-request.js'
import { transactionRequest } from '../params/transaction-request.js'
import { passBlocksOn, passTransactionsOn } from '../pass-on.js'
import { requireBlock } from '../require-block.js'
import { filterTraces, tracesOfBlock } from '../tracing/filter-traces.js'
import { OpcodeGasTracer } from '../tracing/opcode-gas-tracer.js'
import { type PlacedTrace, placedTrace } from '../tracing/parity-trace.js'
import { ParityTracer, type TraceType } from '../tracing/parity-tracer.js'
import { traceMined, traceWholeBlock } from '../tracing/run-tracer.js'
import { TraceBudget } from '../tracing/trace-budget.js'
import type { TracerSite } from '../tracing/tracer.js'

type TraceTypes = ReadonlySet<TraceType>

async function tracesOf(chain: Chain, wanted: Uint8Array): Promise<PlacedTrace[]> {
  const transaction = chain.transaction(wanted)
  if (transaction === undefined || !chain.isMined(transaction)) return []
  const { tracer, place } = await traceMined(
    chain,
    wanted,
    (site) => new ParityTracer(new Set(['trace']), site),
  )
  return tracer.traces().map((trace) => placedTrace(trace, place))
}

async function replays(chain: Chain, block: ReplayedBlock, types: TraceTypes) {
  const traced = await traceWholeBlock(chain, block, (site) => new ParityTracer(types, site))
  return traced.map(({ tracer, result, place }) => ({
    ...tracer.finish(result),
    transactionHash: bytesToHex(place.transactionHash),
  }))
}

/** What mined transactions did, as Parity told it. */
const ofTransactions: MethodTable = {
  trace_transaction: method([required('hash', hash)], ({ chain }, wanted) =>
    tracesOf(chain, wanted),
  ),
  trace_get: method(
    [
      required('hash', hash),
      required('path', array(integer, 'an array of positions, outermost first', 1_024)),
    ],
    async ({ chain }, wanted, path) => {
      const traces = await tracesOf(chain, wanted)
      const address = path.join()
      return traces.find(({ traceAddress }) => traceAddress.join() === address) ?? null
    },
  ),
  trace_replayTransaction: method(
    [required('hash', hash), required('types', traceTypeSet)],
    async ({ chain }, wanted, types) => {
      const create = (site: TracerSite): ParityTracer => new ParityTracer(types, site)
      const { tracer, result } = await traceMined(chain, wanted, create)
      return { ...tracer.finish(result), transactionHash: bytesToHex(wanted) }
    },
  ),
  trace_transactionOpcodeGas: method([required('hash', hash)], async ({ chain }, wanted) => {
    const { tracer } = await traceMined(chain, wanted, () => new OpcodeGasTracer())
    return { transactionHash: bytesToHex(wanted), opcodeGas: tracer.finish() }
  }),
}

/** What the transactions of blocks did. */
const ofBlocks: MethodTable = {
  trace_block: method([required('block', blockSelector)], async ({ chain }, selector) =>
    tracesOfBlock(chain, await requireBlock(chain, selector)),
  ),
  trace_replayBlockTransactions: method(
    [required('block', blockSelector), required('types', traceTypeSet)],
    async ({ chain }, selector, types) =>
      replays(chain, await requireBlock(chain, selector), types),
  ),
  trace_blockOpcodeGas: method([required('block', blockSelector)], async ({ chain }, selector) => {
    const block = await requireBlock(chain, selector)
    const traced = await traceWholeBlock(chain, block, () => new OpcodeGasTracer())
    return {
      blockHash: bytesToHex(block.hash),
      blockNumber: Number(block.number),
      transactions: traced.map(({ tracer, place }) => ({
        transactionHash: bytesToHex(place.transactionHash),
        opcodeGas: tracer.finish(),
      })),
    }
  }),
}

const ofRanges: MethodTable = {
  trace_filter: method([required('filter', traceFilter)], ({ chain }, filter) =>
    filterTraces(chain, filter),
  ),
}

/** What calls would do. */
const hypothetical: MethodTable = {
  trace_call: method(
    [
      required('transaction', transactionRequest),
      required('types', traceTypeSet),
      optional('block', blockSelector, 'latest'),
      optional('stateOverrides', stateOverrides),
      optional('blockOverrides', blockOverrides),
    ],
    async ({ chain }, request, types, block, state, overrides) => {
      const tracer = callTracer(types)
      const result = await chain.tracing.call(request, tracer, {
        block,
        ...(state === undefined ? {} : { stateOverrides: state }),
        ...(overrides === undefined ? {} : { blockOverrides: overrides }),
      })
      return tracer.finish(result)
    },
  ),
  trace_callMany: method(
    [
      required('calls', array(tracedCall, 'an array of [transaction, types]', 1_000)),
      optional('block', blockSelector, 'latest'),
    ],
    async ({ chain }, calls, block) => {
      const budget = new TraceBudget()
      const observed = calls.map(({ request, types }) => ({
        request,
        observer: new ParityTracer(types, { budget, place: undefined }),
      }))
      const results = await chain.tracing.calls(observed, { block })
      return results.map((result, index) => observed[index]?.observer.finish(result))
    },
  ),
  trace_rawTransaction: method(
    [required('transaction', data), required('types', traceTypeSet)],
    async ({ chain }, raw, types) => {
      const transaction = await chain.decodeTransaction(raw)
      // As the only transaction of the block that would be mined now.
      const next = await requireBlock(chain, 'pending')
      const block = { ...blockParts(next), transactions: [transaction] }
      const tracer = callTracer(types)
      const [result] = await chain.tracing.block(block, () => tracer)
      return result === undefined ? null : tracer.finish(result)
    },
  ),
}

function blockParts({
  header,
  number,
  hash: blockHash,
}: ReplayedBlock): Omit<ReplayedBlock, 'transactions'> {
  return { header, number, hash: blockHash }
}

function callTracer(types: TraceTypes): ParityTracer {
  return new ParityTracer(types, { budget: new TraceBudget(), place: undefined })
}

/** Parity's traces, with the gas by instruction that reth added. */
export const trace: MethodTable = {
  ...passTransactionsOn(ofTransactions),
  ...passBlocksOn(ofBlocks),
  ...ofRanges,
  ...hypothetical,
}
