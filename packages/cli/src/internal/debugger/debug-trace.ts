import { DebugSession, type SourceTrace } from '@scaffold-evm/trace'
import type { CommandContext } from '../command.js'
import type { LoopEnd } from './command-loop.js'
import type { DebugEnd } from './debug-command.js'
import type { DebugInput } from './debug-input.js'
import { DebugView } from './debug-view.js'
import { runDebugger } from './run-debugger.js'

const defaultColumns = 80
const leastColumns = 40

/** What is debugged, where it is typed, and where other transactions come from. */
export interface TraceDebugging {
  readonly title: string
  readonly trace: SourceTrace
  readonly input: DebugInput
  readonly load?: DebugView['load']
}

/** Debugs an execution, and says how that ended. */
export function runTraceDebugger(
  context: CommandContext,
  { title, trace, input, load }: TraceDebugging,
): Promise<LoopEnd<DebugEnd>> {
  const { reporter, stdout } = context
  const view = new DebugView({
    session: new DebugSession(trace),
    style: reporter.style,
    columns: columnsOf(context),
    title,
    load,
    write: (text) => stdout.write(text),
  })
  return runDebugger(context, view, input)
}

/** Characters on a line. */
export function columnsOf({ stdout }: CommandContext): number {
  return Math.max(leastColumns, stdout.columns || defaultColumns)
}

/** Debugs an execution and nothing else. Gives the exit code: 1 when a command failed and nobody saw it. */
export async function debugTrace(
  context: CommandContext,
  traced: { readonly title: string; readonly trace: SourceTrace },
  input: DebugInput,
): Promise<number> {
  const { failures } = await runTraceDebugger(context, { ...traced, input })
  return failures > 0 && !input.isInteractive ? 1 : 0
}
