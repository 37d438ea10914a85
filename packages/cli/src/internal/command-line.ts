import { didYouMean } from '@scaffold-evm/common'
import { Argument, Command, CommanderError, Option } from 'commander'
import { usageError } from '../errors.js'
import type {
  ArgumentDefinition,
  CommandDefinition,
  CommandInput,
  GlobalOptions,
  OptionDefinition,
} from './command.js'
import { globalOptions } from './global-options.js'
import { examplesText, helpStyle } from './help-style.js'
import { knownFlags, respell } from './respell.js'

/** What is needed to understand a command line and to explain it. */
export interface CommandLineOptions {
  readonly args: readonly string[]
  readonly version: string
  readonly hasColor: boolean
  readonly columns: number
}

/** What a command line asks for: a text to print, or a command to run. */
export type ParsedCommandLine =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'command'
      readonly command: CommandDefinition
      readonly globals: GlobalOptions
      readonly input: CommandInput<object>
      /** What the user should know about what was typed. */
      readonly notes: readonly string[]
    }

/**
 * Understands a command line.
 *
 * @throws `USAGE` when it cannot.
 */
export function parseCommandLine(
  definitions: readonly CommandDefinition[],
  options: CommandLineOptions,
): ParsedCommandLine {
  let printed = ''
  let chosen: ParsedCommandLine | undefined
  const program = createProgram(options, (text) => {
    printed += text
  })
  const { args, notes } = respell(definitionIn(definitions, options.args), options.args)
  for (const definition of definitions) {
    const command = addCommand(program, definition, options.hasColor)
    command.action(() => {
      const values = { ...fallbacksOf(definition), ...command.opts() }
      const globals = { ...globalFallbacks, ...program.opts<GlobalOptions>() }
      chosen = {
        kind: 'command',
        command: definition,
        globals,
        input: { args: command.args, options: values },
        notes,
      }
    })
  }
  try {
    program.parse(args.length === 0 ? ['--help'] : [...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) throw toUsageError(error, definitions, args)
  }
  return chosen ?? { kind: 'text', text: printed }
}

function createProgram(options: CommandLineOptions, print: (text: string) => void): Command {
  const { hasColor, columns, version } = options
  const program = new Command('scaffold')
    .description('Compile, deploy, migrate and test Ethereum smart contracts.')
    .usage('<command> [options]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command')
    .helpCommand('help [command]', 'explain a command')
    .configureHelp({ showGlobalOptions: true, ...helpStyle(hasColor) })
    .configureOutput({
      writeOut: print,
      writeErr: print,
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(columns, 110),
      getOutHasColors: () => hasColor,
    })
    .addHelpText('after', examplesText(rootExamples, hasColor))
    .exitOverride()
  const shared: readonly OptionDefinition<unknown>[] = Object.values(globalOptions)
  for (const option of shared) program.addOption(toOption(option))
  return program
}

const globalFallbacks: GlobalOptions = {
  config: globalOptions.config.fallback,
  cwd: globalOptions.cwd.fallback,
  quiet: globalOptions.quiet.fallback,
  passwordFd: globalOptions.passwordFd.fallback,
  stackTraces: globalOptions.stackTraces.fallback,
}

const rootExamples = [
  { line: 'scaffold init shop --template token', summary: 'start a project in the folder shop' },
  { line: 'scaffold test', summary: 'compile, migrate and test' },
  { line: 'scaffold help migrate', summary: 'explain one command' },
]

function addCommand(program: Command, definition: CommandDefinition, hasColor: boolean): Command {
  const command = program
    .command(definition.name)
    .summary(definition.summary)
    .description(definition.description)
    .helpGroup(`${definition.group}:`)
    .addHelpText('after', examplesText(definition.examples, hasColor))
  for (const argument of definition.arguments ?? []) command.addArgument(toArgument(argument))
  for (const [, option] of optionsOf(definition)) command.addOption(toOption(option))
  return command
}

function toArgument(definition: ArgumentDefinition): Argument {
  const { name, summary, isRequired = false, isVariadic = false } = definition
  const inner = isVariadic ? `${name}...` : name
  return new Argument(isRequired ? `<${inner}>` : `[${inner}]`, summary)
}

function toOption(definition: OptionDefinition<unknown>): Option {
  const { flags, summary, fallback, fallbackText, isHidden = false, helpGroup } = definition
  const option = new Option(flags, summary).hideHelp(isHidden)
  if (helpGroup !== undefined) option.helpGroup(`${helpGroup}:`)
  // That a switch is off and a list empty unless given goes without saying in the help.
  const isObvious = typeof fallback === 'boolean' || Array.isArray(fallback)
  if (fallback !== undefined && !isObvious) option.default(fallback, fallbackText)
  if (definition.parse !== undefined) {
    option.argParser((got: string, previous: unknown) =>
      definition.parse?.(got, previous ?? fallback),
    )
  }
  return option
}

type NamedOption = readonly [name: string, option: OptionDefinition<unknown>]

function optionsOf(definition: CommandDefinition): readonly NamedOption[] {
  return Object.entries(definition.options)
}

function fallbacksOf(definition: CommandDefinition): object {
  return Object.fromEntries(optionsOf(definition).map(([name, { fallback }]) => [name, fallback]))
}

/** The words of commander's error, and its suggestion as the hint. */
function toUsageError(
  error: CommanderError,
  definitions: readonly CommandDefinition[],
  args: readonly string[],
): Error {
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const names = definitions.map((definition) => definition.name)
  const command = definitionIn(definitions, args)
  // Commander prints its help instead of saying what is wrong with `help foo` or `--quiet` alone.
  if (message === '(outputHelp)') return helpTopicError(args, names)
  const headline = message.charAt(0).toUpperCase() + message.slice(1)
  if (error.code === 'commander.unknownCommand') {
    const [, name = ''] = /'(.*)'/.exec(message) ?? []
    return usageError(headline, didYouMean(name, names) ?? listHint)
  }
  const help =
    command === undefined ? listHint : `scaffold help ${command.name} explains the command.`
  const similar = suggestion?.replace(/^\(|\)$/g, '') ?? similarFlag(message, command)
  return usageError(headline, similar ?? help)
}

/** A flag that another tool has and that is near to an unknown one. */
function similarFlag(message: string, command: CommandDefinition | undefined): string | undefined {
  const [, flag] = /^unknown option '(--[^'=]+)/.exec(message) ?? []
  return flag === undefined || command === undefined
    ? undefined
    : didYouMean(flag, knownFlags(command))
}

function definitionIn(
  definitions: readonly CommandDefinition[],
  args: readonly string[],
): CommandDefinition | undefined {
  for (const arg of args) {
    const found = definitions.find((definition) => definition.name === arg)
    if (found !== undefined) return found
  }
  return undefined
}

const listHint = 'scaffold --help lists the commands.'

function helpTopicError(args: readonly string[], names: readonly string[]): Error {
  const topic = args[0] === 'help' ? args[1] : undefined
  if (topic === undefined) return usageError('A command is missing', listHint)
  return usageError(`Unknown command '${topic}'`, didYouMean(topic, names) ?? listHint)
}
