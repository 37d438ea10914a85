import { resolve } from 'node:path'
import type { CommandDefinition } from '../internal/command.js'
import { isTruffleProject } from './project-kind.js'
import type { TruffleLine } from './run-truffle.js'

/** Commands of scaffold that Truffle has not, and that work in its projects, too. */
const shared: ReadonlySet<string> = new Set([
  'accounts',
  'clean',
  'dap',
  'deployments',
  'doctor',
  'flatten',
  'gas',
  'inspect',
  'node',
  'plan',
  'secrets',
  'status',
  'verify',
])

/** What the choice between Truffle's commands and scaffold's depends on. */
export interface LineChoice {
  readonly args: readonly string[]
  readonly cwd: string
  readonly commands: readonly CommandDefinition[]
  /** Whether it was called as `truffle`: then there is nothing to choose. */
  readonly program: 'scaffold' | 'truffle'
}

/** The command line as one of Truffle's; undefined when it is one of scaffold's. */
export function truffleLineOf({
  args,
  cwd,
  commands,
  program,
}: LineChoice): TruffleLine | undefined {
  if (program === 'truffle') return { program, words: args, others: [] }
  const folder = resolve(cwd, flagValue(args, '--cwd') ?? '.')
  if (!isTruffleProject(folder, flagValue(args, '--config'))) return undefined
  const name = commandIn(args)
  if (name !== undefined && shared.has(name)) return undefined
  if (args[0] === '--version' || args[0] === '-V') return undefined
  const words = withCommandFirst(args, name)
  return { program, words, others: commands.filter((command) => shared.has(command.name)) }
}

/** The first word that is neither a flag nor the value of one of scaffold's own. */
function commandIn(args: readonly string[]): string | undefined {
  const words = args.filter((_, index) => {
    const before = args[index - 1]
    return before !== '--config' && before !== '--cwd'
  })
  const plain = words.filter((word) => !word.startsWith('-'))
  return plain[0] === 'help' && plain[1] !== undefined && shared.has(plain[1]) ? plain[1] : plain[0]
}

/** Scaffold's own options may stand before the command. */
function withCommandFirst(args: readonly string[], name: string | undefined): readonly string[] {
  const at = name === undefined ? -1 : args.indexOf(name)
  return at <= 0 ? args : [args[at] ?? '', ...args.slice(0, at), ...args.slice(at + 1)]
}

function flagValue(args: readonly string[], flag: string): string | undefined {
  for (const [index, word] of args.entries()) {
    if (word === '--') return undefined
    if (word === flag) return args[index + 1]
    if (word.startsWith(`${flag}=`)) return word.slice(flag.length + 1)
  }
  return undefined
}
