import { createInterface } from 'node:readline'
import { isScaffoldError } from '@scaffold-evm/common'
import type { CommandContext } from '../command.js'
import { formatError } from '../format-error.js'
import { debugCommands, parseDebugLine } from './all-commands.js'
import type { DebugView } from './debug-view.js'
import { showStop } from './show-stop.js'

const promptText = 'debug> '

/** Lines of commands, and whether somebody waits for the answers. */
export interface DebugInput {
  readonly lines: AsyncIterable<string> | Iterable<string>
  readonly isInteractive: boolean
}

/**
 * Runs commands until one ends the session, or there are no more.
 *
 * @returns how many of them failed
 */
export async function runDebugger(
  context: CommandContext,
  view: DebugView,
  input: DebugInput,
): Promise<number> {
  showTitle(view)
  await showStop(view, view.session.stop)
  let failures = 0
  let last = ''
  for await (const typed of input.lines) {
    const line = typed.trim()
    if (line.startsWith('#') || (line === '' && (last === '' || !input.isInteractive))) continue
    if (!input.isInteractive) view.line(`${promptText}${line}`)
    const text = line === '' ? last : line
    try {
      const { command, rest } = parseDebugLine(text)
      if ((await command.run(view, rest)) === 'quit') break
      last = text
    } catch (error) {
      if (!isScaffoldError(error)) throw error
      failures += 1
      const { globals, version } = context
      const { stackTraces } = globals
      view.line(formatError(error, view.style, { stackTraces, version }).trimEnd())
    }
  }
  return failures
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

/** What is typed, or comes from a pipe. */
export function terminalInput(context: CommandContext): DebugInput {
  const isInteractive = context.stdin.isTTY === true
  return { lines: isInteractive ? typedLines(context) : pipedLines(context), isInteractive }
}

async function* typedLines(context: CommandContext): AsyncGenerator<string> {
  const { stdin, stdout, signal } = context
  const reader = createInterface({
    input: stdin,
    output: stdout,
    prompt: promptText,
    terminal: true,
    completer: (line: string) => complete(line),
  })
  const close = (): void => reader.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    reader.prompt()
    for await (const line of reader) {
      yield line
      reader.prompt()
    }
  } finally {
    signal.removeEventListener('abort', close)
    reader.close()
  }
}

function complete(line: string): [string[], string] {
  const names = debugCommands.flatMap((definition) => definition.names)
  return [names.filter((name) => name.startsWith(line) && name.length > 1), line]
}

async function* pipedLines({ stdin, signal }: CommandContext): AsyncGenerator<string> {
  // Made late: what comes before somebody reads from it is lost.
  yield* createInterface({ input: stdin, signal })
}
