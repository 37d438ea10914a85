import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordExecution } from '@scaffold-evm/devchain'
import type { Build } from '../build.js'
import { type CompiledContract, withSourcesOf } from '../compiled-contract.js'
import type { CodeSource } from './known-frames.js'
import { isSameOutcome, twinOf } from './twin.js'

/** The same contracts, compiled in two ways. */
export interface TwoBuilds {
  readonly deployed: Build
  readonly debug: Build | undefined
}

/** An execution and what to read it with. */
export interface ReadableRecording extends CodeSource {
  readonly recording: ExecutionRecording
  /** Whether the code was compiled so that its places are exact. */
  readonly isExact: boolean
}

/**
 * Runs a recorded execution again in code that was compiled for debugging. If that comes to another end, as code does that
 * looks at the gas that is left, the recording is read as it is.
 */
export async function readableRecording(
  record: RecordExecution,
  recording: ExecutionRecording,
  builds: TwoBuilds,
): Promise<ReadableRecording> {
  const { deployed, debug } = builds
  const twin = debug && (await recordTwin(record, recording, { deployed, debug }))
  if (debug !== undefined && twin !== undefined) {
    const load: CodeSource['load'] = (artifact) => debug.load(artifact)
    return { recording: twin, matcher: debug.matcher, load, isExact: true }
  }
  const load: CodeSource['load'] = (artifact) => loadWithTrees(artifact, builds)
  return { recording, matcher: deployed.matcher, load, isExact: false }
}

async function recordTwin(
  record: RecordExecution,
  recording: ExecutionRecording,
  builds: { readonly deployed: Build; readonly debug: Build },
): Promise<ExecutionRecording | undefined> {
  const options = twinOf(recording, builds)
  if (options === undefined) return undefined
  const twin = await record(options)
  return isSameOutcome(recording, twin) ? twin : undefined
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
