import type { EventEmitter } from 'node:events'
import type { PreparedModule } from '@scaffold-evm/project'
import type { Hook, Runner as MochaRunner, Suite as MochaSuite, Test as MochaTest } from 'mocha'
import { Context } from 'mocha/lib/context.js'
import { bddInterface } from 'mocha/lib/interfaces/bdd.js'
import { Runner } from 'mocha/lib/runner.js'
import { Suite } from 'mocha/lib/suite.js'
import { Test } from 'mocha/lib/test.js'
import { testLoadFailed } from '../../errors.js'
import { liftTimeLimits } from '../../lift-time-limits.js'
import type { SourceLocation, TestFailure, TestResult } from '../../test-report.js'
import { type CallSite, captureCallSite } from '../call-site.js'
import { isRecord } from '../guards.js'
import { describeFailure } from './describe-failure.js'
import { noticingExit } from './early-exit.js'
import type { RunEvent, TestSelection } from './events.js'
import { cleanStack, type StackContext } from './stack.js'
import type { StrayErrors } from './stray-errors.js'

/** What a file is run with. */
export interface FileRunOptions {
  readonly selection: TestSelection
  readonly stacks: StackContext
  readonly signal?: AbortSignal | undefined
  onEvent(event: RunEvent): void
  /** What a test threw, and the failure that it became. */
  onFailure(failure: TestFailure, error: unknown): void
  /** What gas transactions took since it was marked. */
  readonly gas?: GasSinceMark | undefined
  /** Told when a test begins, before its hooks. */
  readonly beforeTest?: ((title: string) => void) | undefined
  /** Whether tests and hooks may take as long as they take. */
  readonly isUntimed?: boolean | undefined
  /** Waited for after each test and its hooks. */
  readonly afterTest?: ((title: string, hasPassed: boolean) => Promise<void>) | undefined
}

/** Measures the gas of tests. */
export interface GasSinceMark {
  readonly sinceMark: number
  mark(): void
}

/** Where the function of each test and hook was given, for failures whose stack does not tell. */
type TestSites = WeakMap<object, CallSite>

/** Loads one test file and runs what it defines. */
export async function runFile(
  module: PreparedModule,
  options: FileRunOptions,
  strays: StrayErrors,
): Promise<void> {
  const sites: TestSites = new WeakMap()
  const root = await loadSuite(module, options, sites)
  const runner = new Runner(root, { cleanReferencesAfterRun: true, delay: false })
  const { grep, invert } = options.selection
  if (grep !== undefined) runner.grep(grep, invert)
  forwardEvents(runner, module.path, options, sites)
  if (options.isUntimed === true) liftTimeLimits(runner)
  try {
    await noticingExit(module.path, () => strays.during(() => runUntil(runner, options)))
  } finally {
    runner.dispose()
  }
}

/** Runs to the end, or until the signal: a test that hangs must not keep Ctrl-C waiting. */
async function runUntil(runner: MochaRunner, { signal, onEvent }: FileRunOptions): Promise<void> {
  await new Promise<void>((resolve) => {
    const abort = (): void => {
      const { currentRunnable: current } = runner
      if (current?.isFailed() === false && !current.isPassed()) {
        onEvent({ kind: 'given-up', path: current.titlePath() })
      }
      runner.abort()
      resolve()
    }
    runner.run(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    if (signal?.aborted === true) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
}

async function loadSuite(
  module: PreparedModule,
  options: FileRunOptions,
  sites: TestSites,
): Promise<MochaSuite> {
  const suite = createSuite(options.selection)
  defineGlobals(suite, module.path, sites)
  try {
    if (module.problem !== undefined) throw testLoadFailed(module.problem, options.stacks.root)
    await module.load()
    const { afterTest } = options
    if (afterTest !== undefined) {
      suite.afterEach(async function (this: Mocha.Context) {
        // What is done here takes as long as it takes: it is not the test's.
        this.timeout(0)
        const { currentTest } = this
        await afterTest(currentTest?.fullTitle() ?? '', currentTest?.isPassed() === true)
      })
    }
    return suite
  } catch (error) {
    // What the file defined before it failed is incomplete: only the failure counts.
    const failed = createSuite(options.selection)
    const test = new Test('loads', () => {
      throw error
    })
    test.file = module.path
    failed.addTest(test)
    return failed
  }
}

function createSuite({ timeoutMs, slowMs, retries, bail }: TestSelection): MochaSuite {
  const suite = new Suite('', new Context())
  suite.root = true
  suite.timeout(timeoutMs)
  suite.slow(slowMs)
  suite.retries(retries)
  suite.bail(bail)
  return suite
}

/** Sets `describe`, `it` and the hooks for one file: what it defines lands in `suite`. */
function defineGlobals(suite: MochaSuite, file: string, sites: TestSites): void {
  bddInterface(suite)
  const emitter: EventEmitter = suite
  emitter.emit('pre-require', globalThis, file, { options: {} })
  const { it } = globalThis
  const located = (title: string, body?: Mocha.AsyncFunc): MochaTest => {
    const test = it(title, body)
    if (body !== undefined) sites.set(body, captureCallSite(located))
    return test
  }
  // `it.only` and `it.skip` call whatever is the global `it` by then.
  globalThis.it = Object.assign(located, {
    only: it.only,
    skip: it.skip,
    retries: it.retries,
  }) as Mocha.TestFunction
  globalThis.specify = globalThis.it
  for (const name of hookNames) {
    Reflect.set(globalThis, name, locatedHook(globalThis[name], sites))
  }
}

const hookNames = ['before', 'after', 'beforeEach', 'afterEach'] as const

function locatedHook(
  define: (...args: never[]) => unknown,
  sites: TestSites,
): (...args: readonly unknown[]) => unknown {
  const located = (...args: readonly unknown[]): unknown => {
    const body = args.find((argument) => typeof argument === 'function')
    if (body !== undefined) sites.set(body, captureCallSite(located))
    return Reflect.apply(define, undefined, args)
  }
  return located
}

function forwardEvents(
  runner: MochaRunner,
  file: string,
  options: FileRunOptions,
  sites: TestSites,
): void {
  const { onEvent, stacks } = options
  const depthOf = (suite: MochaSuite): number => suite.titlePath().length - 1
  runner.on('suite', (suite: MochaSuite) => {
    if (!suite.root) onEvent({ kind: 'suite-start', title: suite.title, depth: depthOf(suite) })
  })
  runner.on('suite end', (suite: MochaSuite) => {
    if (!suite.root) onEvent({ kind: 'suite-end', title: suite.title, depth: depthOf(suite) })
  })
  // What ends a second time, long after the run stopped listening, must not end the process.
  const ignore = (): void => undefined
  runner.on('test end', (test: MochaTest) => test.on('error', ignore))
  runner.on('hook end', (hook: Hook) => {
    // Hooks end after each test.
    if (!hook.listeners('error').includes(ignore)) hook.on('error', ignore)
  })
  const { gas, beforeTest } = options
  if (beforeTest !== undefined) runner.on('test', (test: MochaTest) => beforeTest(test.fullTitle()))
  const markGas = (): void => gas?.mark()
  runner.on('test', markGas)
  runner.on('hook end', markGas)
  const report = (test: MochaTest | Hook, outcome: Pick<TestResult, 'state' | 'failure'>): void => {
    const gasUsed = gas === undefined || test.type === 'hook' ? {} : { gas: gas.sinceMark }
    onEvent({ kind: 'result', result: { ...describeTest(test, file), ...outcome, ...gasUsed } })
  }
  runner.on('pass', (test: MochaTest) => report(test, { state: 'passed' }))
  runner.on('pending', (test: MochaTest) => report(test, { state: 'pending' }))
  const failed = new WeakSet<object>()
  runner.on('fail', (test: MochaTest | Hook, error: unknown) => {
    // A test that an uncaught error ended early goes on, and its own end is no news any more.
    if (failed.has(test) && isMultipleDone(error)) return
    failed.add(test)
    const failure = describeFailure(error, stacks, siteLocation(siteOf(test, sites), stacks))
    options.onFailure(failure, error)
    report(test, { state: 'failed', failure })
  })
}

/** mocha's typings leave out what is given up when a test is over. */
function siteOf(
  { fn }: { readonly fn?: object | undefined },
  sites: TestSites,
): CallSite | undefined {
  return fn && sites.get(fn)
}

function isMultipleDone(error: unknown): boolean {
  return isRecord(error) && error.code === 'ERR_MOCHA_MULTIPLE_DONE'
}

function siteLocation(
  site: CallSite | undefined,
  stacks: StackContext,
): SourceLocation | undefined {
  return site === undefined ? undefined : cleanStack(site.stack ?? '', stacks).location
}

function describeTest(test: MochaTest | Hook, file: string): Omit<TestResult, 'state'> {
  const durationMs = test.duration ?? 0
  const slowMs = test.slow()
  return {
    file,
    suites: test.parent?.titlePath() ?? [],
    title: test.title,
    kind: test.type === 'hook' ? 'hook' : 'test',
    durationMs,
    speed: durationMs > slowMs ? 'slow' : durationMs > slowMs / 2 ? 'medium' : 'fast',
    retries: retriesOf(test),
  }
}

/** mocha tells how often a test was retried, but its typings do not. */
function retriesOf(test: object): number {
  const current: unknown = Reflect.get(test, '_currentRetry')
  return typeof current === 'number' ? current : 0
}
