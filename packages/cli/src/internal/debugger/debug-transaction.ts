import {
  type Connection,
  createExecutionTracer,
  type ForeignBuild,
  type NetworkRecording,
  type Project,
  recordNetworkTransaction,
} from '@scaffold-evm/project'
import type { CommandContext } from '../command.js'
import { debugTrace } from './debug-trace.js'
import type { DebugInput } from './run-debugger.js'

/** Which transaction, and who types. */
export interface DebuggedTransaction {
  readonly hash: string
  readonly input: DebugInput
  /** Contracts of it that are not the project's. @default none */
  readonly loadForeign?: (recorded: NetworkRecording) => Promise<readonly ForeignBuild[]>
}

/**
 * Debugs a transaction of a network. Gives the exit code.
 *
 * @throws what `recordNetworkTransaction` throws
 */
export async function debugTransaction(
  context: CommandContext,
  { project, connection }: { readonly project: Project; readonly connection: Connection },
  { hash, input, loadForeign }: DebuggedTransaction,
): Promise<number> {
  const { reporter } = context
  const recorded = await recordNetworkTransaction(project, connection, hash)
  try {
    const { difference } = recorded
    if (difference !== undefined) {
      const text = `This is not quite what happened: ${difference}.`
      reporter.warn(reporter.errorStyle.yellow(text))
    }
    const foreign = await loadForeign?.(recorded)
    const trace = await createExecutionTracer(project, foreign).traceRecorded(recorded)
    return await debugTrace(context, { title: hash, trace }, input)
  } finally {
    // Of a fork, what was not looked at yet is fetched until the end.
    await recorded.close()
  }
}
