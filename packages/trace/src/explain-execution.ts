import type { Hex } from '@scaffold-evm/common'
import type { RecordExecution } from '@scaffold-evm/devchain'
import type { Build } from './build.js'
import { explainFailure } from './explain-failure.js'
import type { FailureExplanation } from './failure.js'
import { readableRecording } from './internal/read-recording.js'

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
  const { describe } = context
  const readable = await readableRecording(record, recording, context)
  return explainFailure(readable.recording, { ...readable, describe })
}
