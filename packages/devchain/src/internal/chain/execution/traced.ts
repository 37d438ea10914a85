import type { TraceHandler } from '../tracing/trace-handler.js'
import type { Executor } from './executor.js'

/** Runs `action` with `handler` listening to the engine, which costs nothing otherwise. */
export async function traced<T>(
  { engine }: Executor,
  handler: TraceHandler,
  action: () => Promise<T>,
): Promise<T> {
  if (isDeaf(handler)) return action()
  engine.traceHandler = handler
  try {
    return await action()
  } finally {
    engine.traceHandler = undefined
  }
}

function isDeaf({ onStep, onMessage, onMessageEnd, onLog, onSelfdestruct }: TraceHandler): boolean {
  return [onStep, onMessage, onMessageEnd, onLog, onSelfdestruct].every(
    (listener) => listener === undefined,
  )
}
