import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { type REPLServer, Recoverable, start } from 'node:repl'
import { ReadStream } from 'node:tty'
import { createStyle, hasColor, Mutex } from '@scaffold-evm/common'
import type { CommandContext } from './command.js'
import type { ConsoleImporter } from './console-importer.js'
import { type Evaluation, Evaluator } from './evaluator.js'
import { formatError } from './format-error.js'
import { formatReplValue } from './repl-value.js'

/** What a prompt works with. */
export interface PromptOptions {
  readonly prompt: string
  /** Names that code at the prompt can use. */
  readonly bindings: Readonly<Record<string, unknown>>
  /** What imports in that code do. */
  readonly importModule: ConsoleImporter
  /** Where the lines of earlier sessions are kept. */
  readonly historyPath: string
  /** What an error says, where there is more to say than its message. */
  readonly explain: (error: unknown) => Promise<string | undefined>
  /** Sees each piece of code first; true when that was no code, and is dealt with. @default all is code */
  readonly intercept?: (code: string) => Promise<boolean>
  /** Prints the prompt for piped input, too, as Node's own does. @default false */
  readonly isAlwaysShown?: boolean
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
  const evaluator = new Evaluator()
  const onRejection = (error: unknown): void => printFailure(context, error)
  process.on('unhandledRejection', onRejection)
  try {
    await evaluator.open(options.bindings, options.importModule)
    if (context.stdin.isTTY === true) return await talk(context, options, evaluator)
    return await runPiped(context, options, evaluator)
  } finally {
    process.off('unhandledRejection', onRejection)
    evaluator.close()
  }
}

/** Runs standard input line by line, as if it had been typed. */
async function runPiped(
  context: CommandContext,
  { explain, intercept, prompt, isAlwaysShown = false }: PromptOptions,
  evaluator: Evaluator,
): Promise<number> {
  const { stdin, stdout, signal } = context
  const showPrompt = (): void => {
    if (isAlwaysShown) stdout.write(prompt)
  }
  let code = ''
  let failures = 0
  const run = async (isLast: boolean): Promise<void> => {
    if ((await intercept?.(code)) === true) {
      code = ''
      return
    }
    const outcome = await evaluator.evaluate(code)
    if (outcome.kind === 'incomplete' && !isLast) return
    code = ''
    if (outcome.kind === 'value') printValue(context, outcome.value)
    else failures += 1
    if (outcome.kind === 'error') {
      printFailure(context, outcome.error, await explain(outcome.error))
    }
    if (outcome.kind === 'incomplete') context.stderr.write('The code ends too early.\n')
  }
  showPrompt()
  for await (const line of createInterface({ input: stdin, signal })) {
    if (code === '' && line.trim() === '.exit') return failures > 0 ? 1 : 0
    code += `${line}\n`
    if (code.trim() !== '') await run(false)
    showPrompt()
  }
  if (code.trim() !== '') await run(true)
  return failures > 0 ? 1 : 0
}

/** A prompt on a terminal, with history and completion. */
async function talk(
  context: CommandContext,
  { prompt, historyPath, explain, intercept }: PromptOptions,
  evaluator: Evaluator,
): Promise<number> {
  const { stdin, stdout, signal } = context
  const turns = new Mutex()
  const server = start({
    prompt,
    input: stdin,
    output: stdout,
    useGlobal: true,
    useColors: hasColor(stdout, context.env),
    ignoreUndefined: true,
    writer: (value) => formatReplValue(value, hasColor(stdout, context.env)),
    eval: (code, _scope, _file, done) => {
      const turn = turns.run(async () => {
        if (await withoutListening(stdin, async () => (await intercept?.(code)) === true)) {
          done(null, undefined)
          return
        }
        const outcome = await evaluator.evaluate(code)
        if (outcome.kind === 'error') {
          printFailure(context, outcome.error, await explain(outcome.error))
        }
        finish(outcome, done)
      })
      turn.catch((error: unknown) => {
        printFailure(context, error)
        done(null, undefined)
      })
    },
  })
  await keepHistory(server, historyPath)
  signal.addEventListener('abort', () => server.close(), { once: true })
  await new Promise((resolve) => server.once('exit', resolve))
  return 0
}

/** Leaves the terminal to what `action` runs, which may ask questions of its own. */
async function withoutListening<T>(
  stdin: CommandContext['stdin'],
  action: () => Promise<T>,
): Promise<T> {
  // Node types listeners of any event as functions of nothing in particular.
  const listeners = stdin.listeners('keypress') as ((...args: unknown[]) => void)[]
  stdin.removeAllListeners('keypress')
  try {
    return await action()
  } finally {
    for (const listener of listeners) stdin.on('keypress', listener)
    // Whoever asked a question gave the terminal back as it is without one.
    if (stdin instanceof ReadStream) stdin.setRawMode(true)
    stdin.resume()
  }
}

function finish(outcome: Evaluation, done: (error: Error | null, value: unknown) => void): void {
  const isIncomplete = outcome.kind === 'incomplete'
  done(
    isIncomplete ? new Recoverable(new SyntaxError()) : null,
    outcome.kind === 'value' ? outcome.value : undefined,
  )
}

function printValue({ stdout, env }: CommandContext, value: unknown): void {
  if (value !== undefined) stdout.write(`${formatReplValue(value, hasColor(stdout, env))}\n`)
}

/** What people type at a prompt throws all the time: an error without a code is no bug of ours. */
function printFailure(context: CommandContext, error: unknown, explanation?: string): void {
  const { stderr, env, globals, version } = context
  const style = createStyle(hasColor(stderr, env))
  const isPlain = error instanceof Error && error.name !== 'ScaffoldError'
  const text = isPlain
    ? `${style.red(`${error.name}:`)} ${explanation ?? error.message}\n`
    : formatError(error, style, { stackTraces: globals.stackTraces, version })
  stderr.write(text)
}

async function keepHistory(server: REPLServer, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await new Promise<void>((resolve) => server.setupHistory(path, () => resolve()))
}
