import { Console } from 'node:console'
import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import type { TruffleProject } from '@scaffold-evm/truffle'
import type {
  CommandContext,
  CommandDefinition,
  ExitCode,
  GlobalOptions,
} from '../internal/command.js'
import { extendContext } from './extend-context.js'
import { findTruffleCommand } from './find-command.js'
import { commandHelp, generalHelp, optionsOf } from './help-text.js'
import type { LoadRequest } from './load-project.js'
import { type ParsedArguments, parseArguments } from './parse-arguments.js'
import { everywhere } from './shared-options.js'
import { keepStrayRejections } from './stray-rejections.js'
import type { TruffleCommand, TruffleContext } from './truffle-command.js'

/** What a command runs in. */
export interface TruffleBase extends CommandContext {
  /** Sees the project of a command that is run inside another one. */
  readonly onTruffleProject?: (project: TruffleProject) => void
}

/** What the command line of a Truffle project is. */
export interface TruffleLine {
  /** What was called: `scaffold`, `truffle`. */
  readonly program: TruffleContext['program']
  readonly words: readonly string[]
  /** Commands of scaffold that can be called here, too. */
  readonly others: readonly CommandDefinition[]
}

/** Runs a command as Truffle would, with its output on stdout, errors included. Never rejects. */
export async function runTruffle(base: TruffleBase, line: TruffleLine): Promise<ExitCode> {
  const { stdout } = base
  // Packages of Truffle's time use what Node has better names for now; their users cannot change that.
  process.noDeprecation = true
  const text = helpFor(line)
  if (text !== undefined) {
    stdout.write(text)
    return 0
  }
  const [word = '', ...rest] = spellVersion(line.words)
  const command = findTruffleCommand(word)
  if (command === undefined) {
    stdout.write(
      `\`${line.program} ${line.words.join(' ')}\` is not a valid truffle command. Please see \`${line.program} help\` for available commands.\n`,
    )
    return 1
  }
  const strays = keepStrayRejections(command, stdout)
  try {
    const end = await runCommand(base, { command, words: rest, program: line.program })
    strays.tell()
    return end
  } catch (error) {
    if (base.signal.aborted) throw error
    stdout.write(await failureText(error, base))
    return typeof error === 'number' ? error : 1
  }
}

/** A command and what was typed after its name. */
interface ChosenCommand {
  readonly command: TruffleCommand
  readonly words: readonly string[]
  readonly program: TruffleContext['program']
}

async function runCommand(base: TruffleBase, chosen: ChosenCommand): Promise<ExitCode> {
  const { command, words } = chosen
  const parsed = parseArguments(words, [...optionsOf(command), ...everywhere])
  const context = createContext(base, chosen, parsed)
  if (parsed.unknown.length > 0 && command.name !== 'run') {
    context.logger.log(
      `> Warning: possible unsupported (undocumented in help) command line option(s): ${parsed.unknown}`,
    )
  }
  const module = await command.load()
  return module.run(context, parsed)
}

function createContext(
  base: TruffleBase,
  { command, program }: ChosenCommand,
  { options, args }: ParsedArguments,
): TruffleContext {
  const logger = new Console({ stdout: base.stdout, stderr: base.stderr })
  let project: ReturnType<TruffleContext['loadTruffleProject']> | undefined
  // Not copied: a stream on standard input costs time and can keep the process alive.
  return extendContext(base, {
    logger,
    program,
    loadTruffleProject() {
      project ??= loadProject(base, { command, logger, options, args })
      return project
    },
  })
}

async function loadProject(
  base: TruffleBase,
  { command, ...request }: Omit<LoadRequest, 'context' | 'command'> & { command: TruffleCommand },
): Promise<TruffleProject> {
  const { loadFor } = await import('./load-project.js')
  const name = command.aliasOf ?? command.name
  const project = await loadFor({ ...request, context: base, command: name })
  base.onTruffleProject?.(project)
  return project
}

/** The help that was asked for: on everything, or on one command. */
function helpFor({ program, words, others }: TruffleLine): string | undefined {
  const asksHelp = words.length === 0 || words[0] === 'help' || words.some(isHelpFlag)
  if (!asksHelp) return undefined
  const topic = words.find((word) => word !== 'help' && !word.startsWith('-'))
  const command = topic === undefined ? undefined : findTruffleCommand(topic)
  return command === undefined ? generalHelp(program, others) : commandHelp(program, command)
}

function isHelpFlag(word: string): boolean {
  return word === '--help' || word === '-h'
}

function spellVersion(words: readonly string[]): readonly string[] {
  return words[0] === '-v' || words[0] === '--version' ? ['version'] : words
}

/**
 * As Truffle prints it: the message of an error that is expected, the stack of another one. Errors of ours that call
 * themselves `Error` are others.
 */
async function failureText(error: unknown, { version, globals }: CommandContext): Promise<string> {
  return `${await explain(error, globals)}\nScaffold v${version} (Truffle project)\nNode ${process.version}\n`
}

async function explain(error: unknown, { stackTraces }: GlobalOptions): Promise<string> {
  if (!(error instanceof Error)) return errorMessage(error)
  if (stackTraces) return error.stack ?? error.message
  if (isScaffoldError(error) && error.name === 'ScaffoldError') return error.message
  const { userStack } = await import('@scaffold-evm/project')
  return userStack(error)
}
