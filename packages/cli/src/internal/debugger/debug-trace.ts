import { DebugSession, type SourceTrace } from '@scaffold-evm/trace'
import type { CommandContext } from '../command.js'
import { DebugView } from './debug-view.js'
import { type DebugInput, runDebugger } from './run-debugger.js'

const defaultColumns = 80
const leastColumns = 40

/** Debugs an execution. Gives the exit code: 1 when a command failed and nobody saw it. */
export async function debugTrace(
  context: CommandContext,
  { title, trace }: { readonly title: string; readonly trace: SourceTrace },
  input: DebugInput,
): Promise<number> {
  const { reporter, stdout } = context
  const view = new DebugView({
    session: new DebugSession(trace),
    style: reporter.style,
    columns: Math.max(leastColumns, stdout.columns || defaultColumns),
    title,
    write: (text) => stdout.write(text),
  })
  const failures = await runDebugger(context, view, input)
  return failures > 0 && !input.isInteractive ? 1 : 0
}
