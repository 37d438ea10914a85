import type { CallResult } from '../../chain/calls/call.js'
import type { TraceSubject } from '../../chain/tracing/trace-observer.js'
import { type CallNode, CallTree } from './call-tree.js'
import { haltName, parityHaltName } from './halt-names.js'
import { flattenCalls, placedTrace } from './parity-trace.js'
import type { Tracer, TracerSite, TransactionPlace } from './tracer.js'

/** geth's options of the flat call tracer. */
export interface FlatCallTracerOptions {
  /** Name halts as Parity did. @default false */
  readonly convertParityErrors?: boolean | undefined
  /** Show calls of precompiles. @default false */
  readonly includePrecompiles?: boolean | undefined
}

/** geth's list of calls in the format of Parity. */
export class FlatCallTracer implements Tracer {
  readonly handler: CallTree
  readonly #options: FlatCallTracerOptions
  readonly #place: TransactionPlace | undefined
  #subject: TraceSubject | undefined

  constructor(options: FlatCallTracerOptions, { budget, place }: TracerSite) {
    this.#options = options
    this.#place = place
    this.handler = new CallTree(budget)
  }

  begin(subject: TraceSubject): void {
    this.#subject = subject
  }

  finish({ gasUsed }: CallResult): unknown {
    const { root } = this.handler
    const subject = this.#subject
    if (root === undefined || subject === undefined) return []
    const { convertParityErrors, includePrecompiles } = this.#options
    const traces = flattenCalls(whole(root, subject.gasLimit, gasUsed), {
      isHidden: ({ message: { kind, codeAddress } }) =>
        includePrecompiles !== true &&
        (kind === 'CALL' || kind === 'STATICCALL') &&
        subject.isPrecompile(codeAddress),
      haltName: convertParityErrors === true ? parityHaltName : haltName,
    })
    const place = this.#place
    return place === undefined ? traces : traces.map((trace) => placedTrace(trace, place))
  }
}

/** geth counts what the transaction had and used as that of its outermost call. */
function whole(root: CallNode, gasLimit: bigint, gasUsed: bigint): CallNode {
  return {
    ...root,
    message: { ...root.message, gasLimit },
    end: { ...root.end, gasUsed },
  }
}
