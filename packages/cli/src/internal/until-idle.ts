/**
 * Runs code of the user's until nothing that it started is left to do, as Node itself would.
 *
 * Rejects with what it throws, also where nobody awaits it.
 */
export async function untilIdle(work: () => Promise<void>): Promise<void> {
  const { promise: failed, reject } = deferred()
  const { promise: idle, resolve } = deferred()
  process.on('uncaughtException', reject)
  process.on('unhandledRejection', reject)
  // Whatever closes the connection afterwards needs a turn of the event loop.
  const onIdle = (): void => void setImmediate(resolve)
  try {
    await Promise.race([work(), failed])
    process.once('beforeExit', onIdle)
    await Promise.race([idle, failed])
  } finally {
    process.off('beforeExit', onIdle)
    process.off('uncaughtException', reject)
    process.off('unhandledRejection', reject)
  }
}

interface Deferred {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

function deferred(): Deferred {
  let resolve: Deferred['resolve'] = () => undefined
  let reject: Deferred['reject'] = () => undefined
  const promise = new Promise<void>((onValue, onError) => {
    resolve = onValue
    reject = onError
  })
  return { promise, resolve, reject }
}
