import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { ExecutionRecording, RecordedFrame } from '@scaffold-evm/devchain'
import type { FailureExplanation } from './failure.js'
import { nameCause } from './internal/cause.js'
import { headOf, type KnownFrame, placesAt } from './internal/frame-places.js'
import { type CodeSource, knownFrames } from './internal/known-frames.js'
import { failingFrames, lastStepOf } from './internal/origin.js'
import type { StackFrame } from './stack-frame.js'

/** What a recording is read with. */
export interface ExplainOptions extends CodeSource {
  /** Puts the data of a revert into words. */
  readonly describe: (data: Hex) => string
  /** What really ran, if `recording` is its twin. */
  readonly original: ExecutionRecording
  /** Whether the code was compiled so that its places are exact. */
  readonly isExact: boolean
}

/** Why the recorded execution failed; undefined when it did not. */
export async function explainFailure(
  recording: ExecutionRecording,
  options: ExplainOptions,
): Promise<FailureExplanation | undefined> {
  if (recording.frames[0]?.haltReason === undefined) return undefined
  const known = await knownFrames(recording, options)
  const path = failingFrames(recording, (index) => known.get(index))
  const origin = path.at(-1) ?? 0
  const frame = recording.frames[origin]
  if (frame === undefined) return undefined
  const { returnData } = options.original.frames[origin] ?? frame
  const lastStep = lastStepOf(recording, origin)
  const failed = { frame: { ...frame, returnData }, known: known.get(origin), lastStep }
  const { subject, ...named } = nameCause(failed, options.describe)
  const head = subject === undefined ? undefined : failed.known && headOf(failed.known, subject)
  const frames = path.toReversed().flatMap((index, position) => {
    if (position === 0 && head !== undefined) return [head]
    const inner = path.at(-position)
    const step = position === 0 ? lastStep : recording.frames[inner ?? 0]?.callStep
    return framesAt(recording.frames[index], known.get(index), step)
  })
  return { ...named, frames, source: sourceOf(frames, known), isExact: options.isExact }
}

function sourceOf(
  frames: readonly StackFrame[],
  known: ReadonlyMap<number, KnownFrame>,
): string | undefined {
  const name = frames.find(({ place }) => place !== undefined)?.place?.sourceName
  if (name === undefined) return undefined
  for (const { contract } of known.values()) {
    const tree = contract.sources.byName(name)
    if (tree !== undefined) return tree.content
  }
  return undefined
}

function framesAt(
  frame: RecordedFrame | undefined,
  known: KnownFrame | undefined,
  step: number | undefined,
): readonly StackFrame[] {
  if (frame === undefined) return []
  if (known !== undefined && step !== undefined) return placesAt(known, step)
  const address = bytesToHex(frame.to)
  const contractName = known?.contract.artifact.contractName
  return [{ contractName, functionName: undefined, address, place: undefined }]
}
