import { connectMocha } from '@scaffold-evm/project/modules'
import type Mocha from 'mocha'
import type { TruffleSession } from '../../truffle-session.js'
import { isGasReporter } from '../gas-report/is-gas-reporter.js'
import type { GasReport } from '../gas-report/report-gas.js'
import type { SoliditySuiteTarget } from '../solidity-test/add-solidity-suites.js'
import { CleanRoom } from './clean-room.js'
import { EventLog } from './event-log.js'
import { startExplaining } from './explain/explain-failures.js'
import type { InTestDebugging } from './in-test-debug.js'
import { loadMocha, type MochaClass } from './load-mocha.js'
import type { LoadedFile } from './load-test-file.js'
import { mentionsMocha, mentionsWeb3 } from './mentions.js'
import { type MochaOverrides, mochaOptions } from './mocha-options.js'
import { isSolidity, loadTestFiles, runMocha, type TestCounts } from './run-mocha.js'
import { setTestGlobals } from './session-globals.js'
import { createTestArtifacts } from './test-artifacts.js'
import { TestReset } from './test-reset.js'
import { TestRoom } from './test-room.js'
import { suiteTimeouts } from './timeouts.js'

/** What a run on a session needs besides it. */
export interface SessionTestOptions extends InTestDebugging {
  /** Absolute, in order, Solidity included. */
  readonly files: readonly string[]
  readonly mocha: MochaOverrides
  /** Prints events of passing tests too. */
  readonly showsEvents: boolean
  /** Takes back what each test of a `contract()` did, when it is over. */
  readonly resetsEach: boolean
  /** Runs all migrations from the first, quietly. */
  migrate(): Promise<void>
  /** Runs a JavaScript or TypeScript file. */
  load(path: string): Promise<LoadedFile>
  /** Gets the tests when they are loaded, after all else was added to them. */
  readonly addTo?: ((mocha: Mocha) => void) | undefined
  /** Gets what runs the tests, before they do. */
  readonly follow?: ((runner: Mocha.Runner) => void) | undefined
}

/** Runs tests on a chain that the migrations have prepared. */
export async function runSessionTests(
  session: TruffleSession,
  options: SessionTestOptions,
): Promise<TestCounts> {
  const { config } = session
  const MochaOfProject = await loadMocha(config)
  const gas = await startGasReport(session, MochaOfProject, options.mocha)
  const mocha = new MochaOfProject(mochaOptions(config, { ...options.mocha, ...gas }))
  const { artifacts, reload } = createTestArtifacts(session)
  const reset = options.resetsEach ? new TestReset(session.provider) : undefined
  const redeploy = async (): Promise<void> => {
    await options.migrate()
    reload()
  }
  const room = createRoom(session, options, { reset, redeploy })
  await addSolidity(session, options.files.filter(isSolidity), {
    mocha,
    classes: MochaOfProject,
    room,
  })
  const { print, openDebugger } = options
  const parts = { artifacts, room, mocha: MochaOfProject, print, openDebugger }
  const restoreGlobals = await setTestGlobals(session, parts)
  const rethrow = (reason: unknown): never => {
    throw reason
  }
  process.on('unhandledRejection', rethrow)
  const explaining = await startExplaining(session)
  try {
    const paths = options.files.filter((path) => !isSolidity(path))
    if (paths.some(mentionsWeb3)) loadBeforehand(session)
    if (paths.some(mentionsMocha)) await connectMocha(config.working_directory)
    explaining.follow(mocha)
    await loadTestFiles(mocha, { paths, load: options.load })
    if (reset !== undefined) mocha.suite.afterEach('reset', () => reset.endTest())
    options.addTo?.(mocha)
    return await runMocha(mocha, explaining.note, (runner) => {
      explaining.attach(runner)
      options.follow?.(runner)
    })
  } finally {
    process.off('unhandledRejection', rethrow)
    restoreGlobals()
    gas?.stop()
    explaining.stop()
  }
}

/** Loading takes longer than some timeouts allow. */
function loadBeforehand(session: TruffleSession): unknown {
  return session.testWeb3
}

async function startGasReport(
  session: TruffleSession,
  MochaOfProject: MochaClass,
  overrides: MochaOverrides,
): Promise<GasReport | undefined> {
  const { mocha } = session.config
  if (!isGasReporter(overrides.reporter ?? mocha.reporter)) return undefined
  const { reportGas } = await import('../gas-report/report-gas.js')
  return await reportGas(session, {
    Base: MochaOfProject.reporters.Base,
    reporterOptions: mocha.reporterOptions ?? mocha.reporterOption ?? {},
    hasColor: overrides.hasColor,
  })
}

async function addSolidity(
  session: TruffleSession,
  files: readonly string[],
  target: SoliditySuiteTarget,
): Promise<void> {
  if (files.length === 0) return
  const { addSoliditySuites } = await import('../solidity-test/add-solidity-suites.js')
  await addSoliditySuites(session, files, target)
}

function createRoom(
  session: TruffleSession,
  options: SessionTestOptions,
  { reset, redeploy }: { reset: TestReset | undefined; redeploy(): Promise<void> },
): TestRoom {
  const { provider, store, config } = session
  return new TestRoom({
    timeouts: suiteTimeouts(config),
    cleanRoom: new CleanRoom(provider, redeploy),
    events: new EventLog({
      provider,
      store,
      hasColor: options.mocha.hasColor,
      print: options.print,
    }),
    showsAllEvents: options.showsEvents,
    reset,
  })
}
