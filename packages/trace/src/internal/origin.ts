import type { ExecutionRecording, RecordedFrame } from '@scaffold-evm/devchain'
import type { CodeRange } from './code-map.js'
import type { KnownFrame } from './frame-places.js'

/** The last step of the frame itself; undefined when nothing ran in it, or it is not there. */
export function lastStepOf(recording: ExecutionRecording, index: number): number | undefined {
  const frame = recording.frames[index]
  if (frame === undefined) return undefined
  const first = Math.max(frame.firstStep, recording.firstStep)
  for (let step = frame.endStep - 1; step >= first; step--) {
    if (recording.frame(step) === index) return step
  }
  return undefined
}

/** The last frame that a frame called, and its index. */
export function lastCallee(
  recording: ExecutionRecording,
  index: number,
): { readonly index: number; readonly frame: RecordedFrame } | undefined {
  const found = recording.frames.findLastIndex(({ parent }) => parent === index)
  const frame = recording.frames[found]
  return frame === undefined ? undefined : { index: found, frame }
}

/**
 * The frames from the outermost to the one in which a failure arose; each failed only since the next one did.
 *
 * @param knownAt a frame whose code is known
 */
export function failingFrames(
  recording: ExecutionRecording,
  knownAt: (index: number) => KnownFrame | undefined,
): readonly number[] {
  const path = [0]
  for (;;) {
    const index = path.at(-1) ?? 0
    const callee = lastCallee(recording, index)
    if (callee === undefined || !passesOn(recording, index, { callee, known: knownAt(index) })) {
      return path
    }
    path.push(callee.index)
  }
}

const outOfGas = 'out of gas'

/** Whether a frame failed since its last callee did. */
function passesOn(
  recording: ExecutionRecording,
  index: number,
  {
    callee,
    known,
  }: {
    readonly callee: { readonly frame: RecordedFrame }
    readonly known: KnownFrame | undefined
  },
): boolean {
  const frame = recording.frames[index]
  if (frame === undefined || callee.frame.haltReason === undefined) return false
  // What is left of the gas of a call that used it up is often too little to say so.
  const isDrained = frame.haltReason === outOfGas && callee.frame.haltReason === outOfGas
  if (frame.haltReason !== 'revert' && !isDrained) return false
  // Precompiles and calls that fail at once ran nothing; the caller is where it arose.
  if (callee.frame.firstStep === callee.frame.endStep) return false
  if (callee.frame.haltReason === 'revert' && !isSame(frame.returnData, callee.frame.returnData)) {
    return false
  }
  if (callee.frame.haltReason === 'revert' && callee.frame.returnData.length > 0) return true
  if (frame.returnData.length > 0) return false
  if (known === undefined) return true
  const { callStep } = callee.frame
  const call = known.code.range(recording.pc(callStep))
  const end = lastRange(known, callStep)
  return end === undefined || isSameRange(call, end) || isAssembly(known, end)
}

/** Assembly that gives up without a word after a call has failed passes that on: so do proxies. */
function isAssembly({ contract }: KnownFrame, range: CodeRange): boolean {
  const tree = contract.sources.byIndex(range.file)
  return tree?.enclosing(range, 'InlineAssembly') !== undefined
}

/** Where a frame was in the source after a step, in the end. Undefined when it came to none: some solc do not say where they pass on what a call reverted with. */
function lastRange({ recording, index, code }: KnownFrame, after: number): CodeRange | undefined {
  const last = lastStepOf(recording, index) ?? after
  for (let step = last; step > after; step--) {
    const range = recording.frame(step) === index ? code.range(recording.pc(step)) : undefined
    if (range !== undefined && range.file >= 0) return range
  }
  return undefined
}

function isSameRange(a: CodeRange | undefined, b: CodeRange): boolean {
  return a?.start === b.start && a.length === b.length && a.file === b.file
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/** The last steps of all frames in which a failure arose, also one that was caught; rising. */
export function errorSteps(
  recording: ExecutionRecording,
  knownAt: (index: number) => KnownFrame | undefined,
): readonly number[] {
  const steps: number[] = []
  for (const [index, { haltReason }] of recording.frames.entries()) {
    if (haltReason === undefined) continue
    const callee = lastCallee(recording, index)
    const known = knownAt(index)
    if (callee !== undefined && passesOn(recording, index, { callee, known })) continue
    const step = lastStepOf(recording, index)
    if (step !== undefined) steps.push(step)
  }
  return steps.sort((a, b) => a - b)
}
