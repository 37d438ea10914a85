import type { CallResult, TraceHandler } from '../../chain/types.js'

/** Listens to one execution and shows what it saw. */
export interface Tracer extends TraceHandler {
  /** What debug_trace* answers, once the execution ended so. */
  finish(result: CallResult): unknown
}
