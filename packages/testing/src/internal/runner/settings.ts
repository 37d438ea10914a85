import { cpus } from 'node:os'
import { createReporter, type Reporter } from '@scaffold-evm/common'
import type { Connection, Project, RecordingListener } from '@scaffold-evm/project'
import type { Verbosity } from '@scaffold-evm/trace'
import { grepInvalid } from '../../errors.js'
import type { TestObserver } from '../../test-observer.js'
import type { MigrateChain } from '../helpers/migration-fixtures.js'
import type { TestSelection } from './events.js'

/** How tests are run; everything has a default from the project's config. */
export interface RunTestsOptions {
  /** Files, folders and globs, relative to the project. @default every test file in the tests folder */
  readonly files?: readonly string[] | undefined
  /** Only tests whose full title matches this regular expression. */
  readonly grep?: string | undefined
  /** Only tests that do not match `grep`. @default false */
  readonly invert?: boolean | undefined
  /** Stop at the first failure. @default the config's */
  readonly bail?: boolean | undefined
  /** Ours, `spec`, or one of mocha's by name or path. @default the config's */
  readonly reporter?: string | undefined
  /** Prints the report as JSON instead. @default false */
  readonly json?: boolean | undefined
  /** @default the config's default network */
  readonly network?: string | undefined
  /** Brings the chain into the state that every test file starts from, e.g. by running the migrations. */
  readonly setup?: ((connection: Connection) => Promise<void>) | undefined
  /** Runs the migrations of some files, or all, for tests that ask for it. @default nothing does */
  readonly migrate?: MigrateChain | undefined
  /** Of one test or hook; 0 is without limit. @default the config's */
  readonly timeoutMs?: number | undefined
  /** Test files in worker processes: `true` for as many as there are cores. Needs `workerCommand`. @default the config's */
  readonly parallel?: boolean | number | undefined
  /**
   * Arguments for Node that start a worker process: it must end in {@link serveTests} with the same options.
   */
  readonly workerCommand?: readonly string[] | undefined
  /**
   * Measures what of the contracts the tests run, and reports it as the config says. The project has to be that of
   * `project.forDebugging()`, compiled. @default false
   */
  readonly coverage?: boolean | undefined
  /** Measures what gas calls take, and prints it or has it in the report only. @default 'report' with `gas.enabled` of the config */
  readonly gas?: 'report' | 'collect' | undefined
  /** Where the report of gas goes besides, absolute. @default `gas.reportFile` of the config */
  readonly gasReportFile?: string | undefined
  /** Gets the recording of every transaction of tests and hooks, in place of measuring gas. Not with `parallel`. */
  readonly onRecording?: RecordingListener | undefined
  /** Shows what transactions and calls did, test by test; more of it the higher the number. @default nothing */
  readonly verbosity?: Verbosity | undefined
  /** Follows the tests, which then run in this process and without time limits. */
  readonly observer?: TestObserver | undefined
  /** Stays and runs again what changes affect, until `signal` or the key q ends it. @default false */
  readonly watch?: boolean | undefined
  /** How an error is printed while watching, e.g. what the compiler found. @default its message */
  readonly describeError?: ((error: unknown) => string) | undefined
  /** Where the run is printed. @default one over the process's streams */
  readonly output?: Reporter | undefined
  /** Ends the run: the running test is given up and the summary so far is printed. */
  readonly signal?: AbortSignal | undefined
}

/** Options and config as one. */
export interface RunSettings {
  readonly options: RunTestsOptions
  readonly project: Project
  readonly output: Reporter
  readonly selection: TestSelection
  readonly reporter: string
  readonly reporterOptions: unknown
  /** 1 runs the files here. */
  readonly jobs: number
}

/** @throws `TEST_GREP_INVALID` */
export function resolveSettings(project: Project, options: RunTestsOptions): RunSettings {
  const { test } = project.config
  const { mocha } = test
  const output =
    options.output ?? createReporter({ stdout: process.stdout, stderr: process.stderr })
  return {
    options,
    project,
    output,
    reporter: options.reporter ?? test.reporter,
    reporterOptions: mocha.reporterOptions ?? mocha.reporterOption ?? {},
    jobs:
      options.workerCommand === undefined || options.observer !== undefined
        ? 1
        : jobsOf(options.parallel ?? test.parallel),
    selection: {
      timeoutMs: options.timeoutMs ?? test.timeoutMs,
      slowMs: numberOr(mocha.slow, 300),
      retries: numberOr(mocha.retries, 0),
      bail: options.bail ?? test.bail,
      grep: parseGrep(options.grep ?? mocha.grep),
      invert: options.invert ?? mocha.invert === true,
    },
  }
}

function jobsOf(parallel: boolean | number): number {
  if (typeof parallel === 'number') return Math.max(1, Math.floor(parallel))
  return parallel ? Math.max(1, cpus().length) : 1
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback
}

function parseGrep(grep: unknown): RegExp | undefined {
  if (grep instanceof RegExp) return grep
  if (typeof grep !== 'string' || grep === '') return undefined
  // As mocha's own option: /…/flags, or plain.
  const literal = /^\/(.*)\/([dgimsuy]*)$/.exec(grep)
  try {
    return literal === null ? new RegExp(grep) : new RegExp(literal[1] ?? '', literal[2])
  } catch (error) {
    throw grepInvalid(grep, error)
  }
}
