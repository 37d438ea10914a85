import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordExecution, RecordedFrame } from '@scaffold-evm/devchain'
import type { Build } from '../build.js'
import { type CompiledContract, withSourcesOf } from '../compiled-contract.js'
import type { CodeSource } from './known-frames.js'
import { isLikeOutcome, isSameOutcome, twinOf } from './twin.js'
import { ranOutOfGas, recordOutOfGas, type TwinRecording } from './twin-out-of-gas.js'

/** The same contracts, compiled in two ways. */
export interface TwoBuilds {
  readonly deployed: Build
  readonly debug: Build | undefined
}

/** An execution and what to read it with. */
export interface ReadableRecording extends CodeSource {
  readonly recording: ExecutionRecording
  /** What really ran: what it reverted with counts where the twin says something else. */
  readonly original: ExecutionRecording
  /** Whether the code was compiled so that its places are exact. */
  readonly isExact: boolean
}

/**
 * Reads a recorded execution in code that was compiled for debugging: as it is, if that is what was deployed, else run again in its
 * twin. If that comes to another end, as code does that looks at the gas that is left, the recording is read as it is.
 */
export async function readableRecording(
  record: RecordExecution,
  recording: ExecutionRecording,
  builds: TwoBuilds,
): Promise<ReadableRecording> {
  const { deployed, debug } = builds
  const twin =
    debug &&
    (isCodeOf(debug, recording, deployed)
      ? { recording, isExact: true }
      : await recordTwin(record, recording, { deployed, debug }))
  if (debug !== undefined && twin !== undefined) {
    const load: CodeSource['load'] = (artifact) => debug.load(artifact)
    return { ...twin, original: recording, matcher: debug.matcher, load }
  }
  const load: CodeSource['load'] = (artifact) => loadWithTrees(artifact, builds)
  return { recording, original: recording, matcher: deployed.matcher, load, isExact: false }
}

/** Whether what ran is that build already, as far as it is known. */
function isCodeOf(debug: Build, { frames }: ExecutionRecording, deployed: Build): boolean {
  const isKnown = (build: Build, { kind, code }: RecordedFrame): boolean => {
    const isCreation = kind === 'CREATE' || kind === 'CREATE2'
    return (isCreation ? build.matcher.creation(code) : build.matcher.runtime(code)) !== undefined
  }
  return frames.every((frame) => !isKnown(deployed, frame) || isKnown(debug, frame))
}

async function recordTwin(
  record: RecordExecution,
  recording: ExecutionRecording,
  builds: { readonly deployed: Build; readonly debug: Build },
): Promise<TwinRecording | undefined> {
  const options = twinOf(recording, builds)
  if (options === undefined) return undefined
  if (ranOutOfGas(recording)) return recordOutOfGas(record, recording, options)
  // Code that looks at its gas may want as much as it had, most other code more.
  const twin = await record(options)
  if (isSameOutcome(recording, twin)) return { recording: twin, isExact: true }
  const poorTwin = await record({ ...options, extraGas: 0n })
  if (isSameOutcome(recording, poorTwin)) return { recording: poorTwin, isExact: true }
  return isLikeOutcome(recording, twin) ? { recording: twin, isExact: false } : undefined
}

async function loadWithTrees(
  artifact: Artifact,
  { deployed, debug }: TwoBuilds,
): Promise<CompiledContract | undefined> {
  const own = await deployed.load(artifact)
  const counterpart = debug?.counterpart(artifact)
  const other = counterpart && (await debug?.load(counterpart))
  return own === undefined || other === undefined ? own : withSourcesOf(own, other)
}
