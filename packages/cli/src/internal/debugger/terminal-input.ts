import { createInterface } from 'node:readline'
import type { CommandContext } from '../command.js'
import { debugCommands } from './all-commands.js'
import { promptText } from './command-loop.js'
import type { DebugInput } from './debug-input.js'

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

interface PipeReader {
  readonly lines: AsyncIterator<string>
  pause(): unknown
  resume(): unknown
}

/** Several debuggers of a process, as tests open them, read on where the one before stopped. */
const pipes = new WeakMap<object, PipeReader>()

async function* pipedLines({ stdin, signal }: CommandContext): AsyncGenerator<string> {
  // Made late: what comes before somebody reads from it is lost.
  const reader = pipes.get(stdin) ?? readPipe({ stdin, signal })
  pipes.set(stdin, reader)
  reader.resume()
  try {
    for (;;) {
      const { done, value } = await reader.lines.next()
      if (done === true) return
      yield value
    }
  } finally {
    // It would keep the process alive.
    reader.pause()
  }
}

function readPipe({ stdin, signal }: Pick<CommandContext, 'stdin' | 'signal'>): PipeReader {
  const reader = createInterface({ input: stdin, signal })
  const lines = reader[Symbol.asyncIterator]()
  let isOpen = true
  reader.once('close', () => {
    isOpen = false
  })
  return {
    lines,
    pause: () => isOpen && reader.pause(),
    resume: () => isOpen && reader.resume(),
  }
}
