import type { Devchain } from '@scaffold-evm/devchain'
import {
  type Connection,
  createExecutionTracer,
  type Project,
  recordNetworkTransaction,
} from '@scaffold-evm/project'
import { runTests } from '@scaffold-evm/testing'
import type { CommandContext } from '../../internal/command.js'
import { migrateForTests } from '../../internal/migrate-for-tests.js'
import type { LaunchOptions } from '../launch-options.js'
import type { Debugger } from './debugger.js'
import { ExecutionGate } from './execution-gate.js'

/** What is run, and who looks into it. */
export interface DebuggeeRun {
  readonly options: LaunchOptions
  readonly debug: Debugger
}

/** Runs what the launch configuration names; the exit code is that of the command which only runs it. */
export function runDebuggee(
  context: CommandContext,
  project: Project,
  run: DebuggeeRun,
): Promise<number> {
  const { transaction } = run.options
  if (transaction !== undefined) return debugTransaction(project, transaction, run)
  return context.isTruffleProject
    ? debugTruffleTests(context, run)
    : runDebuggedTests(context, project, run)
}

async function debugTruffleTests(context: CommandContext, run: DebuggeeRun): Promise<number> {
  const { runDebuggedTruffleTests } = await import('./run-truffle-debuggee.js')
  return runDebuggedTruffleTests(context, run)
}

async function runDebuggedTests(
  context: CommandContext,
  project: Project,
  { options, debug }: DebuggeeRun,
): Promise<number> {
  const { tests, grep, network, migrate, noDebug } = options
  const setup = async (connection: Connection): Promise<void> => {
    if (!noDebug) watchChain(context, connection, debug)
    if (migrate) await runAllMigrations(context, project, connection)
  }
  const { succeeded } = await runTests(project, {
    files: tests,
    grep,
    network,
    setup,
    migrate: migrateForTests(context, project),
    timeoutMs: noDebug ? undefined : 0,
    observer: noDebug ? undefined : debug,
    output: context.reporter,
    signal: context.signal,
  })
  return succeeded ? 0 : 1
}

/** Where a chain runs. */
interface WatchedChain {
  readonly networkName: string
  readonly devchain: Devchain | undefined
}

/** Has the debugger look into everything that a chain in this process runs. */
export function watchChain(
  { reporter }: CommandContext,
  { networkName, devchain }: WatchedChain,
  debug: Debugger,
): void {
  if (devchain !== undefined) ExecutionGate.install(devchain, debug)
  else
    reporter.warn(
      `The network "${networkName}" is not in this process: nothing on it can be stopped. Debug single transactions of it.`,
    )
}

async function runAllMigrations(
  { signal }: CommandContext,
  project: Project,
  connection: Connection,
): Promise<void> {
  const { runMigrations } = await import('@scaffold-evm/migrations')
  await runMigrations(project, connection, { signal })
}

async function debugTransaction(
  project: Project,
  hash: string,
  { options, debug }: DebuggeeRun,
): Promise<number> {
  const connection = await project.connect(options.network)
  try {
    const recorded = await recordNetworkTransaction(project, connection, hash)
    try {
      const trace = await createExecutionTracer(project).traceRecorded(recorded)
      if (!options.noDebug) await debug.debug(trace)
      return 0
    } finally {
      await recorded.close()
    }
  } finally {
    await connection.close()
  }
}
