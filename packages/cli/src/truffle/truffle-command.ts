import type { TruffleLogger, TruffleProject } from '@scaffold-evm/truffle'
import type { CommandContext, ExitCode } from '../internal/command.js'

/** One option of a command of Truffle's, as data. */
export interface TruffleOption {
  /** Without hyphens in front: `compile-all`. */
  readonly name: string
  /** One letter. */
  readonly alias?: string
  readonly type: 'boolean' | 'string' | 'number'
  /** The value when the option is not given. @default none */
  readonly fallback?: unknown
  /** What its value is called in the help. */
  readonly placeholder?: string
  readonly summary: string
  /** Left out of the help. @default false */
  readonly isHidden?: boolean
}

/** Options that some of Truffle's commands share. */
export type SharedOption = 'network' | 'config' | 'quiet' | 'from'

/** A command of Truffle's as data: all that parsing and help need, and where its code is. */
export interface TruffleCommand {
  readonly name: string
  readonly summary: string
  /** After the name: `[<file>…]`. @default nothing */
  readonly usage?: string
  readonly options: readonly TruffleOption[]
  readonly shared: readonly SharedOption[]
  /** Another name that it goes by. */
  readonly aliasOf?: string
  readonly load: () => Promise<TruffleCommandModule>
}

/** What was typed after the name of a command, under all its spellings: `compile-all` and `compileAll`. */
export interface TruffleInput {
  readonly options: Readonly<Record<string, unknown>>
  /** Positional arguments. */
  readonly args: readonly string[]
}

/** What a command of Truffle's may touch. */
export interface TruffleContext extends CommandContext {
  readonly logger: TruffleLogger
  /** What was called. */
  readonly program: 'scaffold' | 'truffle'
  /** The project around `cwd` with the options of the command line on top, loaded once. */
  loadTruffleProject(): Promise<TruffleProject>
}

/** The module that a command loads when it is run. */
export interface TruffleCommandModule {
  run(context: TruffleContext, input: TruffleInput): Promise<ExitCode>
}
