import type { TraceHandler } from '../../chain/tracing/trace-handler.js'
import type { CallResult } from '../../chain/types.js'

/** Listens to one execution and shows what it saw. */
export interface Tracer {
  readonly handler: TraceHandler
  /** What debug_trace* answers, once the execution ended so. */
  finish(result: CallResult): unknown
}
