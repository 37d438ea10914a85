import type { Runnable, Runner } from 'mocha'

/** Lets tests and hooks take as long as they take, whatever limits they set themselves: somebody may look into them. */
export function liftTimeLimits(runner: Runner): void {
  runner.on('test', lift)
  runner.on('hook', lift)
}

function lift(runnable: Runnable): void {
  runnable.timeout(0)
  // A limit may be set again from within.
  const keep = (ms?: number): unknown => (ms === undefined ? 0 : runnable)
  Object.assign(runnable, { timeout: keep })
}
