import {
  type Connection,
  createExecutionTracer,
  type Project,
  recordNetworkTransaction,
} from '@scaffold-evm/project'
import type { CommandContext } from '../command.js'
import { debugTrace } from './debug-trace.js'
import type { DebugInput } from './run-debugger.js'

/**
 * Debugs a transaction of a network. Gives the exit code.
 *
 * @throws what `recordNetworkTransaction` throws
 */
export async function debugTransaction(
  context: CommandContext,
  { project, connection }: { readonly project: Project; readonly connection: Connection },
  { hash, input }: { readonly hash: string; readonly input: DebugInput },
): Promise<number> {
  const { reporter } = context
  const recorded = await recordNetworkTransaction(project, connection, hash)
  try {
    const { difference } = recorded
    if (difference !== undefined) {
      const text = `This is not quite what happened: ${difference}.`
      reporter.warn(reporter.errorStyle.yellow(text))
    }
    const trace = await createExecutionTracer(project).traceRecorded(recorded)
    return await debugTrace(context, { title: hash, trace }, input)
  } finally {
    // Of a fork, what was not looked at yet is fetched until the end.
    await recorded.close()
  }
}
