import type { SourceTrace } from '../../source-trace.js'
import type { TraceCall } from '../../trace-index.js'
import { lastAtMost } from '../last-at-most.js'

/** Which way to go through an execution. */
export type Direction = 'forward' | 'backward'

/** The next place to stop, functions that are called on the way included. Undefined at the end. */
export function stepInto(
  trace: SourceTrace,
  from: number,
  direction: Direction,
): number | undefined {
  const { stopSteps } = trace.index
  return stopSteps[firstStop(trace, from, direction)]
}

/** The next place to stop in the same function or, when it has ended, in the one that called it. */
export function stepOver(
  trace: SourceTrace,
  from: number,
  direction: Direction,
): number | undefined {
  const { stopSteps, stopKinds, stopCalls } = trace.index
  const call = trace.callAt(from)
  const move = direction === 'forward' ? 1 : -1
  let stop = firstStop(trace, from, direction)
  while (stop >= 0 && stop < stopSteps.length) {
    const inner = innerCall(trace, stopCalls[stop], call)
    if (inner !== undefined) stop = beyond(trace, inner, direction)
    else if (stopCalls[stop] !== call?.index || stopKinds[stop] === 'begin') return stopSteps[stop]
    else stop += move
  }
  return undefined
}

/** Where the function goes on that called this one; backward, where it was before. */
export function stepOut(
  trace: SourceTrace,
  from: number,
  direction: Direction,
): number | undefined {
  const call = trace.callAt(from)
  return call === undefined ? undefined : trace.index.stopSteps[beyond(trace, call, direction)]
}

/** Index of the first stop after or before a step. */
function firstStop(trace: SourceTrace, from: number, direction: Direction): number {
  return direction === 'forward' ? trace.stopUpTo(from) + 1 : trace.stopUpTo(from - 1)
}

/** Index of the first stop after the end of a call, or of the last before it. */
function beyond(
  trace: SourceTrace,
  { firstStep, endStep }: TraceCall,
  direction: Direction,
): number {
  const { stopSteps } = trace.index
  return direction === 'forward'
    ? lastAtMost(stopSteps, endStep - 1) + 1
    : lastAtMost(stopSteps, firstStep - 1)
}

/** The call that `outer` made, if the one with that index is in it. */
function innerCall(
  { calls }: SourceTrace,
  index: number | undefined,
  outer: TraceCall | undefined,
): TraceCall | undefined {
  let call = calls[index ?? -1]
  if (outer === undefined) return undefined
  while (call !== undefined && call.depth > outer.depth + 1) call = calls[call.parent]
  return call !== undefined && call.parent === outer.index ? call : undefined
}
