import type { Devchain, RecordExecution } from '@scaffold-evm/devchain'
import type { SourceTrace, TraceContext } from '@scaffold-evm/trace'
import { createExplainContext } from './failure-explainer.js'
import { findRecorder } from './internal/find-recorder.js'
import type { Project } from './project.js'
import type { NetworkRecording } from './record-network-transaction.js'

/**
 * Traces executions in the sources of a project, for debuggers.
 *
 * Cost: that of running each of them twice, and the first time what it takes to compile the project for debugging.
 */
export interface ExecutionTracer {
  /**
   * The execution that an error tells of, or one of the errors in it. Undefined when there is none.
   *
   * @param devchain where transactions were mined that errors tell of by their receipts
   */
  traceFailure(
    error: unknown,
    devchain: Pick<Devchain, 'findRecorder'> | undefined,
  ): Promise<SourceTrace | undefined>
  /** A transaction that was recorded. */
  traceRecorded(recorded: NetworkRecording): Promise<SourceTrace>
}

/** Nothing is loaded or compiled before there is something to trace. */
export function createExecutionTracer(project: Project): ExecutionTracer {
  let context: Promise<TraceContext> | undefined
  const trace = async (record: RecordExecution): Promise<SourceTrace> => {
    context ??= createExplainContext(project)
    const { traceExecution } = await import('@scaffold-evm/trace')
    return traceExecution(record, await context)
  }
  return {
    async traceFailure(error, devchain) {
      const record = await findRecorder(error, devchain)
      return record && trace(record)
    },
    traceRecorded: ({ recording, record }) =>
      trace((options) => (options === undefined ? Promise.resolve(recording) : record(options))),
  }
}
