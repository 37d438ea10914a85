import {
  type Connection,
  createExecutionTracer,
  type ForeignBuild,
  type NetworkRecording,
  type Project,
  recordNetworkTransaction,
} from '@scaffold-evm/project'
import type { CommandContext } from '../command.js'
import type { DebuggedTrace } from './debug-command.js'
import type { DebugInput } from './debug-input.js'
import { debugTransactions } from './debug-transactions.js'

/** Which transaction first, and who types. */
export interface DebuggedTransaction {
  /** @default none: the prompt waits for one to be loaded */
  readonly hash?: string | undefined
  readonly input: DebugInput
  /** Contracts of it that are not the project's. @default none */
  readonly loadForeign?: (recorded: NetworkRecording) => Promise<readonly ForeignBuild[]>
}

interface TransactionNetwork {
  readonly project: Project
  readonly connection: Connection
}

/**
 * Debugs transactions of a network. Gives the exit code.
 *
 * @throws what `recordNetworkTransaction` throws of the first
 */
export function debugTransaction(
  context: CommandContext,
  network: TransactionNetwork,
  { hash, input, loadForeign }: DebuggedTransaction,
): Promise<number> {
  const load = (wanted: string): Promise<DebuggedTrace> =>
    loadTransaction(context, network, { hash: wanted, loadForeign })
  return debugTransactions(context, { hash, input, load })
}

async function loadTransaction(
  { reporter }: CommandContext,
  { project, connection }: TransactionNetwork,
  {
    hash,
    loadForeign,
  }: { readonly hash: string; readonly loadForeign: DebuggedTransaction['loadForeign'] },
): Promise<DebuggedTrace> {
  const recorded = await recordNetworkTransaction(project, connection, hash)
  try {
    const { difference } = recorded
    if (difference !== undefined) {
      const text = `This is not quite what happened: ${difference}.`
      reporter.warn(reporter.errorStyle.yellow(text))
    }
    const foreign = await loadForeign?.(recorded)
    const trace = await createExecutionTracer(project, foreign).traceRecorded(recorded)
    // Of a fork, what was not looked at yet is fetched until the end.
    return { title: hash, trace, close: () => recorded.close() }
  } catch (error) {
    await recorded.close()
    throw error
  }
}
