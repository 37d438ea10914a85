import type { BlockSelector } from '../../chain/blocks/chain-block.js'
import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import { type TraceType, traceTypes } from '../tracing/parity-tracer.js'
import { blockSelector } from './block-selector.js'
import { array, mapped, object, oneOf } from './combinators.js'
import { at, ParamMismatch, type ParamType } from './param-type.js'
import { address, integer } from './scalars.js'
import { transactionRequest } from './transaction-request.js'

/** Which of Parity's three views of an execution are wanted. */
export const traceTypeSet: ParamType<ReadonlySet<TraceType>> = mapped(
  array(oneOf(traceTypes), 'an array of "trace", "stateDiff", "vmTrace"', traceTypes.length),
  (types) => new Set(types),
)

/** One call of trace_callMany, and how it is told. */
export interface TracedCall {
  readonly request: TransactionRequest
  readonly types: ReadonlySet<TraceType>
}

/** A pair of a transaction object and the views of it that are wanted. */
export const tracedCall: ParamType<TracedCall> = {
  expected: 'a pair [transaction, types]',
  parse(value) {
    if (!Array.isArray(value) || value.length !== 2) throw new ParamMismatch(this.expected, value)
    const [request, types]: unknown[] = value
    return {
      request: at(0, () => transactionRequest.parse(request)),
      types: at(1, () => traceTypeSet.parse(types)),
    }
  },
}

/** What trace_filter is asked for. */
export interface TraceFilter {
  readonly fromBlock: BlockSelector | undefined
  readonly toBlock: BlockSelector | undefined
  /** Who acts. */
  readonly fromAddress: readonly Uint8Array[]
  /** On whom. */
  readonly toAddress: readonly Uint8Array[]
  /** How many matches to pass over. */
  readonly after: number
  /** How many to give at most. */
  readonly count: number
}

/** The filter object of trace_filter. */
export const traceFilter: ParamType<TraceFilter> = mapped(
  object('a filter object: {fromBlock, toBlock, fromAddress, toAddress, after, count}', {
    fromBlock: blockSelector,
    toBlock: blockSelector,
    fromAddress: array(address, 'an array of addresses', 1_000),
    toAddress: array(address, 'an array of addresses', 1_000),
    after: integer,
    count: integer,
  }),
  ({ fromBlock, toBlock, fromAddress = [], toAddress = [], after = 0n, count }) => ({
    fromBlock,
    toBlock,
    fromAddress,
    toAddress,
    after: Number(after),
    count: count === undefined ? Number.POSITIVE_INFINITY : Number(count),
  }),
)
