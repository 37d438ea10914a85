import type { StopReason, ValueChange } from '../../debug-stop.js'
import type { Direction } from './stepping.js'

/** A step to stop at, and why. */
export interface Halt {
  readonly step: number
  readonly reason: StopReason
  readonly changes?: readonly ValueChange[]
  readonly event?: string | undefined
}

/** The one that comes first on the way from a step; of several at one step the first in the list. */
export function nearest(
  halts: readonly (Halt | undefined)[],
  from: number,
  direction: Direction,
): Halt | undefined {
  const distance = ({ step }: Halt): number => (direction === 'forward' ? step - from : from - step)
  let best: Halt | undefined
  for (const halt of halts) {
    if (halt === undefined || distance(halt) <= 0) continue
    if (best === undefined || distance(halt) < distance(best)) best = halt
  }
  return best
}
