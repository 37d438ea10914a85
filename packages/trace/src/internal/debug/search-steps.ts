import { lastAtMost } from '../last-at-most.js'
import type { Direction } from './stepping.js'

/** The nearest of rising steps after or before one. */
export function nextStep(
  steps: readonly number[],
  from: number,
  direction: Direction,
): number | undefined {
  return direction === 'forward'
    ? steps[lastAtMost(steps, from) + 1]
    : steps[lastAtMost(steps, from - 1)]
}

/** Those on the way from one step to another, the first left out, in the order in which one comes by. */
export function stepsBetween(
  steps: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  return from <= to
    ? steps.slice(lastAtMost(steps, from) + 1, lastAtMost(steps, to) + 1)
    : steps.slice(lastAtMost(steps, to - 1) + 1, lastAtMost(steps, from - 1) + 1).reverse()
}
