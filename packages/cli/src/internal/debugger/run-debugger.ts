import type { CommandContext } from '../command.js'
import { parseDebugLine } from './all-commands.js'
import { type LoopEnd, runCommandLoop } from './command-loop.js'
import type { DebugEnd } from './debug-command.js'
import type { DebugInput } from './debug-input.js'
import type { DebugView } from './debug-view.js'
import { showStop } from './show-stop.js'

/** Runs commands until one ends the session, or there are no more. */
export async function runDebugger(
  context: CommandContext,
  view: DebugView,
  input: DebugInput,
): Promise<LoopEnd<DebugEnd>> {
  showTitle(view)
  await showStop(view, view.session.stop)
  return runCommandLoop(context, view, {
    input,
    run(text) {
      const { command, rest } = parseDebugLine(text)
      return command.run(view, rest)
    },
  })
}

function showTitle(view: DebugView): void {
  const { trace } = view.session
  const { failure, recording, isExact } = trace
  view.line(view.style.bold(view.title))
  view.line(failure === undefined ? 'It succeeded.' : `It failed: ${failure.message}`)
  const approximate = isExact ? '' : '; lines and values are approximate'
  view.line(view.style.dim(`${recording.stepCount} instructions${approximate}. h for help`))
  if (trace.sourceNames().length === 0) {
    view.line(view.style.yellow('None of its contracts is one that the project compiles to.'))
  }
  if (recording.firstStep > 0) {
    view.line(view.style.dim(`The first ${recording.firstStep} instructions are not there.`))
  }
}
