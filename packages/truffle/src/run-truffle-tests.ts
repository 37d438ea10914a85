import { availableParallelism } from 'node:os'
import type { Reporter } from '@scaffold-evm/common'
import type { DevchainOptions } from '@scaffold-evm/devchain'
import type { GasConfig } from '@scaffold-evm/project'
import type { Verbosity } from '@scaffold-evm/trace'
import type Mocha from 'mocha'
import type { MeasuredGas } from './internal/gas-report/session-gas.js'
import type { TestCompilation } from './internal/test/compile-for-tests.js'
import { findTestFiles } from './internal/test/find-test-files.js'
import type { DebuggedExecution } from './internal/test/in-test-debug.js'
import { loadAhead } from './internal/test/load-ahead.js'
import { isSolidity } from './internal/test/run-mocha.js'
import { TestRun } from './internal/test/test-run.js'
import type { TruffleConfig } from './truffle-config.js'
import type { TruffleProject } from './truffle-project.js'
import type { TruffleSession } from './truffle-session.js'

/** Which tests run, and how. */
export interface TruffleTestOptions extends TestCompilation {
  /** Files and folders as they were typed. @default all of the test folder */
  readonly files?: readonly string[] | undefined
  /** Where relative files begin. @default process.cwd() */
  readonly cwd?: string | undefined
  /** @default `development` where the config has it, else a chain of this run's own */
  readonly network?: string | undefined
  /** Runs the migrations first. @default true */
  readonly migrates?: boolean | undefined
  /** Prints the events of passing tests too. @default false */
  readonly showsEvents?: boolean | undefined
  /** Takes back what each test of a `contract()` did, when it is over. @default `mocha.resetEach` of the config, else false */
  readonly resetsEach?: boolean | undefined
  /** Prints nothing but what mocha and the tests print. @default false */
  readonly isRunnerOutputOnly?: boolean | undefined
  /** Stops at the first failure. @default the config's */
  readonly bail?: boolean | undefined
  /** Runs only tests whose full title matches. @default the config's */
  readonly grep?: string | undefined
  /** mocha's reporter. @default the config's, else `spec` */
  readonly reporter?: string | undefined
  /**
   * Runs files in so many processes, each with a chain of its own, when the chain is in this process.
   * @default `mocha.jobs` of the config where `mocha.parallel` is set, else 1
   */
  readonly jobs?: number | undefined
  /** Shows below each test what its transactions and calls did on a chain in this process; more of it the higher the number. @default nothing */
  readonly verbosity?: Verbosity | undefined
  /** Goes over the options of a chain in this process. */
  readonly chain?: DevchainOptions | undefined
  /** Sees the session before anything is deployed; what it gives is called after the last test. */
  readonly observe?: ((session: TruffleSession) => Promise<() => Promise<void>>) | undefined
  /** Gets what runs the tests, before it does. Not with `jobs`. */
  readonly follow?: ((runner: Mocha.Runner) => void) | undefined
  /** Opens a debugger where a test calls `debug()`, with `debug` in the config. @default a few lines say what happened */
  readonly openDebugger?: ((execution: DebuggedExecution) => Promise<void>) | undefined
  /** Measures what gas calls take on a chain in this process, and tells it after the last test. */
  readonly gas?: TruffleGasOptions | undefined
  readonly output: Reporter
}

/** How gas is measured. */
export interface TruffleGasOptions extends Pick<GasConfig, 'exclude' | 'countsCalls'> {
  onMeasured(gas: MeasuredGas): Promise<void>
}

/**
 * Runs a project's tests as `truffle test` does: compiles, runs all migrations on the network, then Solidity suites
 * and JavaScript files. Artifacts of the run are discarded. Gives the number of failures.
 *
 * What tests leave open may keep the process alive: end it when the number is there.
 */
export async function runTruffleTests(
  project: TruffleProject,
  options: TruffleTestOptions,
): Promise<number> {
  const { config } = project
  const { files: wanted = [], cwd = process.cwd() } = options
  const files = findTestFiles(config, { files: wanted, cwd })
  const jobs = Math.min(options.jobs ?? configuredJobs(config), files.length)
  const run = await TestRun.open(project, options)
  try {
    run.announceNetwork()
    await run.compileBeside(files, async () => {
      if (jobs <= 1) await loadAhead(run.session, files)
    })
    // Processes would be in each other's way on a chain that they share.
    if (jobs > 1 && run.session.ownAccounts !== undefined) {
      return await runInProcesses(project, run, { ...options, files, jobs })
    }
    const end = await options.observe?.(run.session)
    await run.prepare()
    const { failures } = await run.run(files)
    await end?.()
    const gas = await run.measuredGas()
    if (gas !== undefined) await options.gas?.onMeasured(gas)
    return failures
  } finally {
    await run.close()
  }
}

function configuredJobs({ mocha }: TruffleConfig): number {
  if (mocha['parallel'] !== true) return 1
  const jobs = Number(mocha['jobs'])
  return jobs > 0 ? Math.floor(jobs) : availableParallelism()
}

async function runInProcesses(
  { root, configPath, config }: TruffleProject,
  { session }: TestRun,
  options: TruffleTestOptions & { readonly files: readonly string[]; readonly jobs: number },
): Promise<number> {
  const { runInParallel } = await import('./internal/test/parallel/run-parallel.js')
  const { files, jobs, bail, grep, reporter, output, gas, verbosity } = options
  const inOrder = [...files.filter(isSolidity), ...files.filter((path) => !isSolidity(path))]
  return await runInParallel(inOrder, {
    jobs,
    bail: bail ?? config.mocha['bail'] === true,
    print: (line) => output.line(line),
    settings: {
      root,
      configPath,
      overrides: {
        network: session.networkName,
        ...(config['hardfork'] === undefined ? {} : { hardfork: config['hardfork'] }),
      },
      migrates: options.migrates !== false,
      showsEvents: options.showsEvents === true,
      resetsEach: options.resetsEach ?? config.mocha['resetEach'] === true,
      bail,
      grep,
      reporter,
      verbosity,
      hasColor: output.style.enabled,
      gas: gas && { exclude: gas.exclude, countsCalls: gas.countsCalls },
    },
    onGas: gas?.onMeasured.bind(gas),
  })
}
