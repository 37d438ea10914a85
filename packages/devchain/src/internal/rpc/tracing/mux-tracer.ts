import type { CallResult } from '../../chain/calls/call.js'
import type { TraceHandler } from '../../chain/tracing/trace-handler.js'
import type { StateInspector, TraceSubject } from '../../chain/tracing/trace-observer.js'
import { combineHandlers, combineInspectors } from './combine.js'
import type { CreateTracer, Tracer, TracerSite } from './tracer.js'

/** Several tracers on one execution. */
export class MuxTracer implements Tracer {
  readonly handler: TraceHandler
  readonly states: StateInspector | undefined
  readonly #tracers: ReadonlyMap<string, Tracer>

  constructor(creators: ReadonlyMap<string, CreateTracer>, site: TracerSite) {
    this.#tracers = new Map([...creators].map(([name, create]) => [name, create(site)]))
    const tracers = [...this.#tracers.values()]
    this.handler = combineHandlers(tracers.map(({ handler }) => handler))
    this.states = combineInspectors(
      tracers.flatMap(({ states }) => (states === undefined ? [] : [states])),
    )
  }

  begin(subject: TraceSubject): void {
    for (const tracer of this.#tracers.values()) tracer.begin?.(subject)
  }

  finish(result: CallResult): unknown {
    return Object.fromEntries(
      [...this.#tracers].map(([name, tracer]) => [name, tracer.finish(result)]),
    )
  }
}
