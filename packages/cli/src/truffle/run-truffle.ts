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
import { commandHelp, generalHelp, helpItself, optionsOf } from './help-text.js'
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
  /** Options that nobody typed, and that no warning is about. @default none */
  readonly implied?: readonly string[]
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
    const { program, implied = [] } = line
    const end = await runCommand(base, { command, words: rest, implied, program })
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
  readonly implied: readonly string[]
  readonly program: TruffleContext['program']
}

/** Commands that run code of the user's, which may have flags of its own. */
const ownFlags: ReadonlySet<string> = new Set(['exec', 'run'])

async function runCommand(base: TruffleBase, chosen: ChosenCommand): Promise<ExitCode> {
  const { command, words, implied } = chosen
  const parsed = parseArguments([...words, ...implied], [...optionsOf(command), ...everywhere])
  const context = createContext(base, chosen, parsed)
  const unknown = parsed.unknown.filter((flag) => !implied.includes(flag))
  if (unknown.length > 0 && !ownFlags.has(command.name)) {
    context.logger.warn(
      `> Warning: possible unsupported (undocumented in help) command line option(s): ${unknown}`,
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
  const general = generalHelp(program, others)
  if (topic === undefined) {
    return words.lastIndexOf('help') > 0 ? commandHelp(program, helpItself) : general
  }
  const command = findTruffleCommand(topic)
  // Abbreviations are for commands that are called.
  const isMeant = words[0] !== 'help' || command?.name === topic
  if (command !== undefined && isMeant) return commandHelp(program, command)
  return `\n  Cannot find the given command '${topic}'\n\n${general}`
}

function isHelpFlag(word: string): boolean {
  return word === '--help' || word === '-h'
}

function spellVersion(words: readonly string[]): readonly string[] {
  return words[0] === '-v' || words[0] === '--version' ? ['version'] : words
}

/** Errors that Truffle printed as ones that it did not expect. */
const unforeseen: ReadonlySet<string> = new Set([
  'TRUFFLE_FILE_EXISTS',
  'TRUFFLE_NETWORK_ID_MISMATCH',
  'TRUFFLE_NETWORK_ID_MISSING',
  'TRUFFLE_PLUGIN',
])

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
  if (isScaffoldError(error) && error.name === 'ScaffoldError') {
    return unforeseen.has(error.code) ? `Error: ${error.message}` : error.message
  }
  const { userStack } = await import('@scaffold-evm/project')
  return userStack(error)
}
