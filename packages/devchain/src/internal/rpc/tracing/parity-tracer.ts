import { bytesToHex } from '@scaffold-evm/common'
import type { CallResult } from '../../chain/calls/call.js'
import type { TraceHandler } from '../../chain/tracing/trace-handler.js'
import type { StateInspector, TraceSubject } from '../../chain/tracing/trace-observer.js'
import { CallTree } from './call-tree.js'
import { combineHandlers, combineInspectors } from './combine.js'
import { parityHaltName } from './halt-names.js'
import { flattenCalls, type ParityTrace } from './parity-trace.js'
import { stateDiff } from './state-diff.js'
import { TouchedState } from './touched-state.js'
import type { Tracer, TracerSite } from './tracer.js'
import { VmTracer } from './vm-tracer.js'

/** What Parity's trace_replay* and trace_call* can be asked for. */
export const traceTypes = ['trace', 'stateDiff', 'vmTrace'] as const

export type TraceType = (typeof traceTypes)[number]

/** Watches for the trace_* methods. */
export class ParityTracer implements Tracer {
  readonly handler: TraceHandler
  readonly states: StateInspector | undefined
  readonly #calls: CallTree
  readonly #touched: TouchedState | undefined
  readonly #vm: VmTracer | undefined
  readonly #types: ReadonlySet<TraceType>
  #subject: TraceSubject | undefined

  constructor(types: ReadonlySet<TraceType>, { budget }: TracerSite) {
    this.#types = types
    this.#calls = new CallTree(budget)
    this.#touched = types.has('stateDiff') ? new TouchedState(budget) : undefined
    this.#vm = types.has('vmTrace') ? new VmTracer(budget) : undefined
    const parts = [this.#touched, this.#vm].filter((part) => part !== undefined)
    this.handler = combineHandlers([this.#calls, ...parts.map(({ handler }) => handler)])
    this.states = combineInspectors(parts)
  }

  begin(subject: TraceSubject): void {
    this.#subject = subject
    this.#touched?.begin(subject)
    this.#vm?.begin(subject)
  }

  /** The calls, without those of precompiles that move no money: Parity had none of those. */
  traces(): readonly ParityTrace[] {
    const { root } = this.#calls
    if (root === undefined) return []
    return flattenCalls(root, {
      isHidden: ({ message: { codeAddress, valueWei } }) =>
        valueWei === 0n && this.#subject?.isPrecompile(codeAddress) === true,
      haltName: parityHaltName,
    })
  }

  finish({ returnData }: CallResult): Readonly<Record<string, unknown>> {
    return {
      output: bytesToHex(returnData),
      trace: this.#types.has('trace') ? this.traces() : [],
      stateDiff: this.#touched === undefined ? null : stateDiff(this.#touched.accounts),
      vmTrace: this.#vm?.root ?? null,
    }
  }
}
