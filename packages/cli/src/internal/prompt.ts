import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type REPLServer, Recoverable, start } from 'node:repl'
import { createStyle, hasColor } from '@scaffold-evm/common'
import type { CommandContext } from './command.js'
import { formatError } from './format-error.js'
import { formatReplValue } from './repl-value.js'

/** What a prompt works with. */
export interface PromptOptions {
  readonly prompt: string
  /** Names that code at the prompt can use. */
  readonly bindings: Readonly<Record<string, unknown>>
  /** Where the lines of earlier sessions are kept. */
  readonly historyPath: string
}

/**
 * Reads JavaScript from standard input and prints what it gives, promises awaited. Ends with the
 * input, or on Ctrl-D.
 *
 * @returns the exit code: 1 when piped code failed.
 */
export async function startPrompt(
  context: CommandContext,
  options: PromptOptions,
): Promise<number> {
  const { stdin, stdout, signal } = context
  const isTerminal = stdin.isTTY === true
  const hasColors = hasColor(stdout, context.env)
  const server = start({
    prompt: isTerminal ? options.prompt : '',
    input: stdin,
    output: stdout,
    terminal: isTerminal,
    useColors: hasColors,
    ignoreUndefined: true,
    writer: (value) => formatReplValue(value, hasColors),
  })
  let failures = 0
  replaceEval(server, (error) => {
    failures += 1
    context.stderr.write(describe(context, error))
  })
  Object.assign(server.context, options.bindings)
  if (isTerminal) await keepHistory(server, options.historyPath)
  signal.addEventListener('abort', () => server.close(), { once: true })
  await new Promise((resolve) => server.once('exit', resolve))
  return !isTerminal && failures > 0 ? 1 : 0
}

type Eval = REPLServer['eval']

/** Node's own evaluation, with results awaited and errors printed in our words. */
function replaceEval(server: REPLServer, onError: (error: unknown) => void): void {
  const original: Eval = server.eval
  const replaced: Eval = function (this: REPLServer, code, context, file, done) {
    original.call(this, code, context, file, (error, result) => {
      if (error instanceof Recoverable) return done(error, undefined)
      const outcome = error === null ? Promise.resolve(result) : Promise.reject(error)
      outcome.then(
        (value) => done(null, value),
        (reason: unknown) => {
          onError(reason)
          done(null, undefined)
        },
      )
    })
  }
  Object.defineProperty(server, 'eval', { value: replaced })
}

function describe(context: CommandContext, error: unknown): string {
  const style = createStyle(hasColor(context.stderr, context.env))
  const isPlain = error instanceof Error && !('code' in error)
  // What people type at a prompt throws all the time: it is no bug of ours.
  if (isPlain) return `${style.red(`${error.name}:`)} ${error.message}\n`
  return formatError(error, style, {
    stackTraces: context.globals.stackTraces,
    version: context.version,
  })
}

async function keepHistory(server: REPLServer, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await new Promise<void>((resolve) => server.setupHistory(path, () => resolve()))
}
