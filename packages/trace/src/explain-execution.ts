import type { Hex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { ExecutionRecording, RecordExecution } from '@scaffold-evm/devchain'
import type { Build } from './build.js'
import { type CompiledContract, withSourcesOf } from './compiled-contract.js'
import { explainFailure } from './explain-failure.js'
import type { FailureExplanation } from './failure.js'
import { isSameOutcome, twinOf } from './internal/twin.js'

/** What there is to explain an execution with. */
export interface ExplainContext {
  /** The contracts as they were deployed. */
  readonly deployed: Build
  /**
   * The same, compiled so that each instruction has its line: legacy pipeline, optimizer off, with syntax trees. Undefined
   * when they do not compile so.
   */
  readonly debug: Build | undefined
  /** Puts the data of a revert into words. */
  readonly describe: (data: Hex) => string
}

/**
 * Why an execution failed: it runs again in code that was compiled for debugging, where every instruction has its line. If that
 * comes to another end, as code does that looks at the gas that is left, the code that ran is read instead.
 * Undefined when it did not fail.
 */
export async function explainExecution(
  record: RecordExecution,
  context: ExplainContext,
): Promise<FailureExplanation | undefined> {
  const recording = await record()
  if (recording.frames[0]?.haltReason === undefined) return undefined
  const { debug, describe } = context
  const twin = debug && (await recordTwin(record, recording, { ...context, debug }))
  if (debug !== undefined && twin !== undefined) {
    const { matcher } = debug
    const load = (artifact: Artifact): ReturnType<Build['load']> => debug.load(artifact)
    return explainFailure(twin, { matcher, load, describe, isExact: true })
  }
  return explainFailure(recording, {
    matcher: context.deployed.matcher,
    load: (artifact) => loadWithTrees(artifact, context),
    describe,
    isExact: false,
  })
}

async function recordTwin(
  record: RecordExecution,
  recording: ExecutionRecording,
  context: { readonly deployed: Build; readonly debug: Build },
): Promise<ExecutionRecording | undefined> {
  const options = twinOf(recording, context)
  if (options === undefined) return undefined
  const twin = await record(options)
  return isSameOutcome(recording, twin) ? twin : undefined
}

async function loadWithTrees(
  artifact: Artifact,
  { deployed, debug }: ExplainContext,
): Promise<CompiledContract | undefined> {
  const own = await deployed.load(artifact)
  const counterpart = debug?.counterpart(artifact)
  const other = counterpart && (await debug?.load(counterpart))
  return own === undefined || other === undefined ? own : withSourcesOf(own, other)
}
