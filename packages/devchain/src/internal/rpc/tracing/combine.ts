import type { ChainLog } from '../../chain/blocks/chain-log.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceSelfdestruct,
  TraceStep,
} from '../../chain/tracing/trace-handler.js'
import type { StateInspector } from '../../chain/tracing/trace-observer.js'

/** One listener that passes all on; events that none of them hears are not listened to. */
export function combineHandlers(handlers: readonly TraceHandler[]): TraceHandler {
  return {
    onStep: fanOut(handlers, 'onStep', (handler, step: TraceStep) => handler.onStep?.(step)),
    onMessage: fanOut(handlers, 'onMessage', (handler, message: TraceMessage) =>
      handler.onMessage?.(message),
    ),
    onMessageEnd: fanOut(handlers, 'onMessageEnd', (handler, end: TraceMessageEnd) =>
      handler.onMessageEnd?.(end),
    ),
    onLog: fanOut(handlers, 'onLog', (handler, log: ChainLog, depth: number) =>
      handler.onLog?.(log, depth),
    ),
    onSelfdestruct: fanOut(handlers, 'onSelfdestruct', (handler, event: TraceSelfdestruct) =>
      handler.onSelfdestruct?.(event),
    ),
  }
}

function fanOut<A extends readonly unknown[]>(
  handlers: readonly TraceHandler[],
  event: keyof TraceHandler,
  tell: (handler: TraceHandler, ...args: A) => void,
): ((...args: A) => void) | undefined {
  const listeners = handlers.filter((handler) => handler[event] !== undefined)
  if (listeners.length === 0) return undefined
  return (...args) => {
    for (const listener of listeners) tell(listener, ...args)
  }
}

/** One that asks all; undefined when there are none. */
export function combineInspectors(
  inspectors: readonly StateInspector[],
): StateInspector | undefined {
  if (inspectors.length === 0) return undefined
  return {
    after: async (state) => {
      for (const inspector of inspectors) await inspector.after(state)
    },
    before: async (state) => {
      for (const inspector of inspectors) await inspector.before(state)
    },
  }
}
