import { inspect } from 'node:util'
import type { OutputStream } from '../internal/command.js'
import type { TruffleCommand } from './truffle-command.js'

/** Commands that run code of the user's, and know nothing of promises that it forgets. */
const watched = new Set(['exec', 'run', 'call', 'debug', 'compile'])

/**
 * Has promises that nobody waited for not end the process, as Truffle has it; `tell` names those that failed. Scripts of
 * its time leave many.
 */
export function keepStrayRejections(
  { name }: TruffleCommand,
  stdout: OutputStream,
): { tell(): void } {
  if (!watched.has(name)) return { tell: () => undefined }
  const strays = new Map<Promise<unknown>, unknown>()
  const onRejection = (reason: unknown, promise: Promise<unknown>): void => {
    strays.set(promise, reason)
  }
  const onHandled = (promise: Promise<unknown>): void => {
    strays.delete(promise)
  }
  process.on('unhandledRejection', onRejection)
  process.on('rejectionHandled', onHandled)
  return {
    tell() {
      process.off('rejectionHandled', onHandled)
      // The other listener stays: what comes later must not end the process either, which is about to end.
      if (strays.size === 0) return
      stdout.write('UnhandledRejections detected\n')
      for (const reason of strays.values()) stdout.write(`${inspect(reason)}\n`)
    },
  }
}
