import { Worker } from 'node:worker_threads'

let started: Worker | undefined

/**
 * Starts the thread of a compiler that is likely to be needed. The first {@link SolcPool} of the process that wants one
 * takes it; until then it does not keep the process alive.
 *
 * Cost: 10 ms here, 30 ms there.
 */
export function startThread(): void {
  if (started !== undefined) return
  const thread = createThread()
  started = thread
  // One that ends before it is wanted is no loss.
  const forget = (): void => {
    if (started === thread) started = undefined
  }
  thread.once('error', forget)
  thread.once('exit', forget)
}

/** The thread that was started, once, else a new one. */
export function takeThread(): Worker {
  const thread = started ?? createThread()
  started = undefined
  return thread
}

function createThread(): Worker {
  const thread = new Worker(new URL('./solc-worker.js', import.meta.url), {
    // Deeply nested sources recurse deeply.
    resourceLimits: { stackSizeMb: 32 },
    execArgv: [],
  })
  thread.unref()
  return thread
}
