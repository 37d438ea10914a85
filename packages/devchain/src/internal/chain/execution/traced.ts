import type { EVMResult, InterpreterStep, Message } from '@ethereumjs/evm'
import type { TraceHandler } from '../types.js'
import type { Executor } from './executor.js'

/** Runs `action` with `handler` listening to the EVM, which costs nothing otherwise. */
export async function traced<T>(
  { evm }: Executor,
  handler: TraceHandler,
  action: () => Promise<T>,
): Promise<T> {
  const { events } = evm
  const onStep = (step: InterpreterStep): void => handler.onStep?.(step)
  const onMessage = (message: Message): void => handler.onMessage?.(message)
  const onMessageEnd = (result: EVMResult): void => handler.onMessageEnd?.(result)
  if (handler.onStep !== undefined) events.on('step', onStep)
  if (handler.onMessage !== undefined) events.on('beforeMessage', onMessage)
  if (handler.onMessageEnd !== undefined) events.on('afterMessage', onMessageEnd)
  try {
    return await action()
  } finally {
    events.removeListener('step', onStep)
    events.removeListener('beforeMessage', onMessage)
    events.removeListener('afterMessage', onMessageEnd)
  }
}
