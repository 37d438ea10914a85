import type { EVMResult, InterpreterStep, Message } from '@ethereumjs/evm'
import { EvmEvents } from '../tracing/evm-events.js'
import type { TraceHandler } from '../tracing/trace-handler.js'
import type { Executor } from './executor.js'

/** Runs `action` with `handler` listening to the EVM, which costs nothing otherwise. */
export async function traced<T>(
  executor: Executor,
  handler: TraceHandler,
  action: () => Promise<T>,
): Promise<T> {
  if (isDeaf(handler)) return action()
  const { events } = executor.evm
  const translated = new EvmEvents(handler, executor)
  const onStep = (step: InterpreterStep): void => translated.onStep(step)
  const onMessage = (message: Message): void => translated.onMessage(message)
  const onMessageEnd = (result: EVMResult): void => translated.onMessageEnd(result)
  // Steps tell what messages leave out, so all of it is listened to together.
  events.on('step', onStep)
  events.on('beforeMessage', onMessage)
  events.on('afterMessage', onMessageEnd)
  try {
    return await action()
  } finally {
    events.removeListener('step', onStep)
    events.removeListener('beforeMessage', onMessage)
    events.removeListener('afterMessage', onMessageEnd)
  }
}

function isDeaf({ onStep, onMessage, onMessageEnd, onLog, onSelfdestruct }: TraceHandler): boolean {
  return [onStep, onMessage, onMessageEnd, onLog, onSelfdestruct].every(
    (listener) => listener === undefined,
  )
}
