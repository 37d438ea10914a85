import type { Reporter } from '@scaffold-evm/common'
import type { Project } from '@scaffold-evm/project'

/** One option of a command, as data. */
export interface OptionDefinition<T> {
  /** As commander reads them: `-f, --force`, `--to <migration>`. */
  readonly flags: string
  readonly summary: string
  /** The value when the option is not given. */
  readonly fallback: T
  /** How the fallback reads in the help, when it is not the value itself. */
  readonly fallbackText?: string
  /**
   * From what the user typed to the value; `previous` is that of the same option before it, or the
   * fallback. Throws a usage error.
   */
  parse?(text: string, previous: T): T
  /**
   * What other tools call it, e.g. `-h` or `--chain.chainId`; with `=value` the value that the name
   * stands for. Accepted, and left out of the help.
   */
  readonly aliases?: readonly string[]
  /** Heading that it stands under in the help. @default Options */
  readonly helpGroup?: string
  /** For our own processes, not for people: left out of the help. @default false */
  readonly isHidden?: boolean
}

/** One positional argument of a command, as data. */
export interface ArgumentDefinition {
  readonly name: string
  readonly summary: string
  readonly isRequired?: boolean
  readonly isVariadic?: boolean
}

/** A line to type and what it does. */
export interface Example {
  readonly line: string
  readonly summary: string
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config: string | undefined
  readonly cwd: string | undefined
  readonly quiet: boolean
  readonly passwordFd: number | undefined
  readonly stackTraces: boolean
}

/** What was typed after the name of a command. */
export interface CommandInput<O> {
  /** Positional arguments; those of a variadic one follow each other. */
  readonly args: readonly string[]
  readonly options: O
}

/** A stream that commands may read answers and code from. */
export type InputStream = NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined }

/** A stream that commands may write to, and ask whether it is a terminal. */
export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** What a command may touch: everything from outside comes through here. */
export interface CommandContext {
  readonly version: string
  /** Absolute: where the command works. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdin: InputStream
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly reporter: Reporter
  /** For what contracts and code of the project print: beside the result, so to stderr when that is JSON. */
  readonly logReporter: Reporter
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal
  readonly globals: GlobalOptions
  /** Whether that project is one of Truffle's, without a config of scaffold's. */
  readonly isTruffleProject: boolean
  /** The project around `cwd`, loaded once. */
  loadProject(): Promise<Project>
}

/** The end of a command that has said itself what is still open: the process ends at once. */
export interface FinalExit {
  readonly exitCode: number
}

/** Exit code of a command; one that can only succeed or throw returns nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: what an async function without a return gives is void, not undefined
export type ExitCode = number | FinalExit | void

/** The module that a command loads when it is run. */
export interface CommandModule<O> {
  run(context: CommandContext, input: CommandInput<O>): Promise<ExitCode>
}

/** A command as data: all that parsing and help need, and where its code is. */
export interface CommandDefinition<O extends object = object> {
  readonly name: string
  readonly group: 'Build' | 'Chain' | 'Project'
  readonly summary: string
  readonly description: string
  readonly arguments?: readonly ArgumentDefinition[]
  readonly options: { readonly [K in keyof O]-?: OptionDefinition<O[K]> }
  /** Options of other tools that are accepted and change nothing here: their flags, and why. */
  readonly inert?: Readonly<Record<string, string>>
  readonly examples: readonly Example[]
  /** Exit code of a command line that cannot be understood, where 2 says something else. @default 2 */
  readonly usageExitCode?: number
  readonly load: () => Promise<CommandModule<O>>
}
