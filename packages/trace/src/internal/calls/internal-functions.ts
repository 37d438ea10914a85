import type { TracedInternalCall } from '../../call-tree.js'
import type { SourceFrame, SourceTrace } from '../../source-trace.js'
import type { TraceCall } from '../../trace-index.js'

/** A function that another one called within its contract. */
export interface InternalFunction extends Omit<TracedInternalCall, 'entries' | 'values'> {
  readonly call: TraceCall
}

/** A source, and which of its calls are of functions that others called within their contracts. */
export class InternalFunctions {
  readonly source: SourceTrace
  /** Functions that contracts were called with: those are there already. */
  readonly #dispatched: ReadonlySet<number>

  /** @param nameOf gives the name of the function that a frame was called with */
  constructor(source: SourceTrace, nameOf: (frame: number) => string | undefined) {
    this.source = source
    const seen = new Set<number>()
    const dispatched = source.calls.filter((call) => {
      const parent = source.calls[call.parent]
      const isInner = parent?.functionId !== undefined && parent.frame === call.frame
      if (call.functionId === undefined || isInner || seen.has(call.frame)) return false
      seen.add(call.frame)
      return this.#frameOf(call)?.functionName === nameOf(call.frame)
    })
    this.#dispatched = new Set(dispatched.map(({ index }) => index))
  }

  /** The internal function that was running at a step; undefined when none was. */
  at(step: number): TraceCall | undefined {
    let call = this.source.callAt(step)
    const frame = call?.frame
    while (call !== undefined && call.frame === frame) {
      if (this.#isInternal(call)) return call
      call = this.source.calls[call.parent]
    }
    return undefined
  }

  /** In the order in which they were entered. */
  all(): readonly InternalFunction[] {
    return this.source.calls.flatMap((call) => {
      const frame = this.#isInternal(call) ? this.#frameOf(call) : undefined
      if (frame?.functionName === undefined) return []
      const { contractName, functionName } = frame
      const place = this.source.frames(call.callStep)[0]?.place
      return [{ entry: 'internal', contractName, functionName, place, call }]
    })
  }

  #isInternal({ functionId, index }: TraceCall): boolean {
    return functionId !== undefined && !this.#dispatched.has(index)
  }

  /** Modifiers come before the function that they are of. */
  #frameOf({ firstStep, index }: TraceCall): SourceFrame | undefined {
    return this.source.frames(firstStep).findLast(({ call }) => call === index)
  }
}
