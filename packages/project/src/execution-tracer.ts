import type { Devchain, RecordExecution } from '@scaffold-evm/devchain'
import type { CodeLines, SourceTrace, TraceContext } from '@scaffold-evm/trace'
import { createExplainContext, type ForeignBuild } from './failure-explainer.js'
import { findRecorder } from './internal/find-recorder.js'
import type { Project } from './project.js'
import type { NetworkRecording } from './record-network-transaction.js'

/**
 * Traces executions in the sources of a project, for debuggers.
 *
 * Cost: that of running each of them twice, and the first time what it takes to compile the project for debugging.
 */
export interface ExecutionTracer {
  /** What `record` runs. */
  trace(record: RecordExecution): Promise<SourceTrace>
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
  /** The lines that executions can stop at. */
  codeLines(): Promise<CodeLines>
}

/**
 * Nothing is loaded or compiled before there is something to trace.
 *
 * @param foreign contracts that are not the project's. @default none
 */
export function createExecutionTracer(
  project: Project,
  foreign: readonly ForeignBuild[] = [],
): ExecutionTracer {
  let context: Promise<TraceContext> | undefined
  const loadContext = (): Promise<TraceContext> => {
    context ??= createExplainContext(project, foreign)
    return context
  }
  const trace = async (record: RecordExecution): Promise<SourceTrace> => {
    const { traceExecution } = await import('@scaffold-evm/trace')
    return traceExecution(record, await loadContext())
  }
  return {
    trace,
    async traceFailure(error, devchain) {
      const record = await findRecorder(error, devchain)
      return record && trace(record)
    },
    traceRecorded: ({ recording, record }) =>
      trace((options) => (options === undefined ? Promise.resolve(recording) : record(options))),
    async codeLines() {
      const { CodeLines } = await import('@scaffold-evm/trace')
      const { debug, deployed } = await loadContext()
      return CodeLines.create(debug ?? deployed)
    },
  }
}
