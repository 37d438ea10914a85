import { dapArgumentInvalid } from '../errors.js'
import type { JsonObject } from './protocol.js'

/** What is debugged, and how: the attributes of a launch configuration. */
export interface LaunchOptions {
  /** Absolute, or relative to where the adapter runs. @default where the adapter runs */
  readonly cwd: string | undefined
  /** A config file, instead of looking for one. */
  readonly config: string | undefined
  readonly env: Readonly<Record<string, string>>
  /** Test files, folders and globs. @default all tests */
  readonly tests: readonly string[]
  /** Only tests whose full title matches this regular expression. */
  readonly grep: string | undefined
  /** The hash of a transaction to debug instead of tests. */
  readonly transaction: string | undefined
  readonly network: string | undefined
  /** Stops at the first statement that runs. @default only for a transaction */
  readonly stopOnEntry: boolean
  /** Stops where a contract made a test fail. @default true */
  readonly stopOnFailure: boolean
  /** Only runs. @default false */
  readonly noDebug: boolean
  /** Runs the migrations before the tests. @default true */
  readonly migrate: boolean
}

/** @throws `DAP_ARGUMENT_INVALID` */
export function parseLaunchOptions(launch: JsonObject): LaunchOptions {
  const transaction = text(launch, 'transaction')
  return {
    cwd: text(launch, 'cwd'),
    config: text(launch, 'config'),
    env: environment(launch),
    tests: testsOf(launch),
    grep: text(launch, 'grep'),
    transaction,
    network: text(launch, 'network'),
    stopOnEntry: toggle(launch, 'stopOnEntry', transaction !== undefined),
    stopOnFailure: toggle(launch, 'stopOnFailure', true),
    noDebug: toggle(launch, 'noDebug', false),
    migrate: toggle(launch, 'migrate', true),
  }
}

/** `program` is what editors have for the file that is open: contracts stand for all tests. */
function testsOf(launch: JsonObject): readonly string[] {
  const tests = typeof launch.tests === 'string' ? [launch.tests] : (launch.tests ?? [])
  if (!Array.isArray(tests) || tests.some((test) => typeof test !== 'string')) {
    throw dapArgumentInvalid('tests', 'a file, a glob or a list of them', tests)
  }
  const program = text(launch, 'program')
  return program === undefined || /\.sol$/i.test(program) ? tests : [program, ...tests]
}

function text(launch: JsonObject, name: string): string | undefined {
  const value = launch[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string') return value
  throw dapArgumentInvalid(name, 'a text', value)
}

function toggle(launch: JsonObject, name: string, fallback: boolean): boolean {
  const value = launch[name] ?? fallback
  if (typeof value === 'boolean') return value
  throw dapArgumentInvalid(name, 'true or false', value)
}

function environment({ env }: JsonObject): Readonly<Record<string, string>> {
  const entries = Object.entries(Object(env ?? {}) as JsonObject)
  const texts = entries.flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  if (texts.length === entries.length) return Object.fromEntries(texts)
  throw dapArgumentInvalid('env', 'names with texts', env)
}
