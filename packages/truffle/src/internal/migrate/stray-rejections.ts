import type { TruffleLogger } from '../../truffle-config.js'

/**
 * Runs something and prints, when it is over, the promises that nobody heard failing. As in Truffle they are told, and
 * change nothing else.
 */
export async function tellStrayRejections<T>(
  logger: TruffleLogger,
  run: () => Promise<T>,
): Promise<T> {
  const rejected = new Map<Promise<unknown>, unknown>()
  const add = (reason: unknown, promise: Promise<unknown>): void => {
    rejected.set(promise, reason)
  }
  const remove = (promise: Promise<unknown>): void => {
    rejected.delete(promise)
  }
  process.on('unhandledRejection', add)
  process.on('rejectionHandled', remove)
  try {
    return await run()
  } finally {
    // Node tells of a rejection after the tick in which it happened.
    await new Promise(setImmediate)
    process.off('unhandledRejection', add)
    process.off('rejectionHandled', remove)
    if (rejected.size > 0) logger.log('UnhandledRejections detected')
    for (const [promise, reason] of rejected) logger.log(promise, reason)
  }
}
