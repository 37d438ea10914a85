import { resolve } from 'node:path'
import {
  createReporter,
  createStyle,
  hasColor,
  isScaffoldError,
  type Reporter,
} from '@scaffold-evm/common'
import { commands } from '../definitions/all.js'
import { isTruffleProject } from '../truffle/project-kind.js'
import type { TruffleLine } from '../truffle/run-truffle.js'
import { truffleLineOf } from '../truffle/truffle-line.js'
import type {
  CommandContext,
  CommandDefinition,
  ExitCode,
  GlobalOptions,
  InputStream,
  OutputStream,
} from './command.js'
import { parseCommandLine } from './command-line.js'
import { exitCodeOf } from './exit-code.js'
import { errorToJson, formatError } from './format-error.js'

/** The outside world, as the command line sees it. */
export interface CliOptions {
  readonly args: readonly string[]
  readonly version: string
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly signal: AbortSignal
  /** What was called: `truffle` knows Truffle's commands only. @default 'scaffold' */
  readonly program?: 'scaffold' | 'truffle' | undefined
}

/** How a command line ended. */
export interface CliOutcome {
  /** 0 success, 1 failure, 2 a command line that cannot be understood, 130 cancelled at a question. */
  readonly exitCode: number
  /** Whether what is still open was told of already, so that the process can end at once. */
  readonly isFinal: boolean
}

/** Parses a command line and runs its command. Never rejects. */
export async function runCli(options: CliOptions): Promise<CliOutcome> {
  const { env, stdout, stderr, signal } = options
  const wantsStacks = options.args.includes('--stack-traces') || isSet(env.DEBUG)
  const wantsJson = options.args.includes('--json')
  try {
    const line = truffleLineOf({ ...options, commands, program: options.program ?? 'scaffold' })
    return await (line === undefined ? runCommand(options) : runTruffleCommand(options, line))
  } catch (error) {
    if (signal.aborted) {
      const hint = isScaffoldError(error) && error.hint !== undefined ? `${error.hint}\n` : ''
      stderr.write(`\nInterrupted.\n${hint}`)
      return { exitCode: 1, isFinal: true }
    }
    if (wantsJson) stdout.write(`${JSON.stringify(errorToJson(error), undefined, 2)}\n`)
    const style = createStyle(hasColor(stderr, env))
    stderr.write(formatError(error, style, { stackTraces: wantsStacks, version: options.version }))
    const command = commands.find(({ name }) => options.args.includes(name))
    return { exitCode: exitCodeOf(error, command?.usageExitCode), isFinal: false }
  }
}

async function runCommand(options: CliOptions): Promise<CliOutcome> {
  const { env, stdout, stderr } = options
  const parsed = parseCommandLine(commands, {
    args: options.args,
    version: options.version,
    hasColor: hasColor(stdout, env),
    columns: stdout.columns ?? 100,
  })
  if (parsed.kind === 'text') {
    stdout.write(parsed.text)
    return { exitCode: 0, isFinal: false }
  }
  const { command, globals, input, notes } = parsed
  const reporter = createReporter({ stdout, stderr, env, quiet: globals.quiet })
  const logReporter =
    Reflect.get(input.options, 'json') === true ? onStderr(reporter, stderr) : reporter
  for (const note of notes) reporter.info(note)
  try {
    const context = createContext(options, globals, { reporter, logReporter })
    const end = await runModule(command, context, input)
    return typeof end === 'object'
      ? { exitCode: end.exitCode, isFinal: true }
      : { exitCode: end ?? 0, isFinal: false }
  } finally {
    reporter.progress()
  }
}

/** A command line of a Truffle project: such a command ends the process, as Truffle's do. */
async function runTruffleCommand(options: CliOptions, line: TruffleLine): Promise<CliOutcome> {
  const { runTruffle } = await import('../truffle/run-truffle.js')
  const { env, stdout, stderr } = options
  const globals = globalsIn(line.words)
  const reporter = createReporter({ stdout, stderr, env, quiet: globals.quiet })
  const context = createContext(options, globals, { reporter, logReporter: reporter })
  const end = (await runTruffle(context, line)) ?? 0
  return { exitCode: typeof end === 'object' ? end.exitCode : end, isFinal: true }
}

/** Options that concern scaffold itself, out of a command line that is not parsed yet. */
function globalsIn(words: readonly string[]): GlobalOptions {
  const after = (flag: string): string | undefined => {
    const inline = words.find((word) => word.startsWith(`${flag}=`))
    const at = words.indexOf(flag)
    return inline?.slice(flag.length + 1) ?? (at === -1 ? undefined : words[at + 1])
  }
  return {
    config: after('--config'),
    cwd: after('--cwd'),
    quiet: words.includes('--quiet'),
    passwordFd: undefined,
    stackTraces: words.includes('--stack-traces'),
  }
}

async function runModule(
  command: CommandDefinition,
  context: CommandContext,
  input: { args: readonly string[]; options: object },
): Promise<ExitCode> {
  const module = await command.load()
  context.signal.throwIfAborted()
  return module.run(context, input)
}

function createContext(
  options: CliOptions,
  globals: GlobalOptions,
  reporters: Pick<CommandContext, 'reporter' | 'logReporter'>,
): CommandContext {
  const { version, env, stdout, stderr, signal } = options
  const cwd = resolve(options.cwd, globals.cwd ?? '.')
  let project: ReturnType<CommandContext['loadProject']> | undefined
  const context: CommandContext = {
    version,
    cwd,
    env,
    get stdin() {
      return options.stdin
    },
    stdout,
    stderr,
    ...reporters,
    signal,
    globals,
    get isTruffleProject() {
      return isTruffleProject(cwd, globals.config)
    },
    loadProject() {
      project ??= import('./load-project.js').then((module) => module.loadFor(context))
      return project
    },
  }
  return context
}

/** The same reporter, its lines on stderr. */
function onStderr(reporter: Reporter, stderr: OutputStream): Reporter {
  return {
    ...reporter,
    style: reporter.errorStyle,
    line(text = '') {
      reporter.progress()
      stderr.write(`${text}\n`)
    },
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
