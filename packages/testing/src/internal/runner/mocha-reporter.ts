import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nearest } from '@scaffold-evm/common'
import { createStatsCollector } from 'mocha/lib/stats-collector.js'
import { reporterUnknown } from '../../errors.js'
import type { TestFailure, TestReport, TestResult } from '../../test-report.js'
import { isRecord } from '../guards.js'
import type { RunEvent } from './events.js'
import { headlineOf, reasonOf, stackOf } from './failure-text.js'
import type { RunListener } from './run-listener.js'

interface MochaReporter {
  done?(failures: number, callback: (failures: number) => void): void
}

type MochaReporterClass = new (runner: EventEmitter, options: object) => MochaReporter

/** What mocha's reporters read of a suite. */
interface ReplayedSuite {
  readonly title: string
  readonly root: boolean
  readonly parent: ReplayedSuite | undefined
  readonly suites: ReplayedSuite[]
  readonly tests: unknown[]
  titlePath(): string[]
  fullTitle(): string
  total(): number
}

/**
 * A reporter of mocha's, built in or the user's, fed with our events.
 *
 * @throws `TEST_REPORTER_UNKNOWN`
 */
export async function createMochaReporter(
  name: string,
  root: string,
  reporterOptions: unknown,
): Promise<RunListener> {
  const Reporter = await loadReporter(name, root)
  const top = createSuite('', undefined)
  const runner = Object.assign(new EventEmitter(), {
    suite: top,
    total: 0,
    failures: 0,
    isParallelMode: () => false,
    linkPartialObjects: (): unknown => runner,
  })
  createStatsCollector(runner)
  const reporter = new Reporter(runner, { reporterOptions, reporterOption: reporterOptions })
  runner.emit('start')
  runner.emit('suite', top)
  let suite = top
  return {
    printsFailuresAtOnce: true,
    event(event) {
      suite = replay(runner, suite, event)
    },
    async end(report: TestReport) {
      runner.failures = report.failed
      runner.emit('suite end', top)
      runner.emit('end')
      const { done } = reporter
      if (done === undefined) return
      await new Promise<void>((resolve) => done.call(reporter, report.failed, () => resolve()))
    },
  }
}

function replay(runner: EventEmitter, suite: ReplayedSuite, event: RunEvent): ReplayedSuite {
  if (event.kind === 'suite-start') {
    const child = createSuite(event.title, suite)
    suite.suites.push(child)
    runner.emit('suite', child)
    return child
  }
  if (event.kind === 'suite-end') {
    runner.emit('suite end', suite)
    return suite.parent ?? suite
  }
  if (event.kind === 'result') replayResult(runner, suite, event.result)
  return suite
}

function replayResult(runner: EventEmitter, suite: ReplayedSuite, result: TestResult): void {
  const test = createTest(result, suite)
  if (result.kind === 'test') {
    suite.tests.push(test)
    if (result.state !== 'pending') runner.emit('test', test)
  }
  if (result.state === 'failed') runner.emit('fail', test, test.err)
  else runner.emit(result.state === 'passed' ? 'pass' : 'pending', test)
  if (result.kind === 'test') runner.emit('test end', test)
}

function createSuite(title: string, parent: ReplayedSuite | undefined): ReplayedSuite {
  const titlePath = (): string[] => (parent === undefined ? [] : [...parent.titlePath(), title])
  return {
    title,
    root: parent === undefined,
    parent,
    suites: [],
    tests: [],
    titlePath,
    fullTitle: () => titlePath().join(' '),
    total: () => 0,
  }
}

interface ReplayedTest {
  readonly err: Error
  readonly [property: string]: unknown
}

function createTest(result: TestResult, parent: ReplayedSuite): ReplayedTest {
  const { title, state, kind, durationMs, file, speed, failure, retries } = result
  const titlePath = (): string[] => [...parent.titlePath(), title]
  const err = toError(failure)
  return {
    title,
    parent,
    file,
    speed,
    err,
    body: '',
    type: kind,
    duration: durationMs,
    state: state === 'pending' ? undefined : state,
    pending: state === 'pending',
    titlePath,
    fullTitle: () => titlePath().join(' '),
    slow: () => 75,
    timeout: () => 0,
    currentRetry: () => retries,
    isPending: () => state === 'pending',
    isFailed: () => state === 'failed',
    isPassed: () => state === 'passed',
  }
}

/** What reporters print of a failure: mocha's take the message out of the stack. */
function toError(failure: TestFailure | undefined): Error {
  if (failure === undefined) return new Error('')
  const { name, diff, solidity } = failure
  const reason = reasonOf(failure)
  const message = [headlineOf(failure), ...(reason === undefined ? [] : [reason])].join('\n')
  const stack = [`${name}: ${message}`, ...stackOf(failure).map((line) => `    ${line}`)].join('\n')
  const showDiff = diff !== undefined
  return Object.assign(new Error(message), { name, stack, ...diff, showDiff, solidity })
}

async function loadReporter(name: string, root: string): Promise<MochaReporterClass> {
  const reporters = await loadBuiltIns()
  const builtIn: unknown = Reflect.get(reporters, name)
  if (isReporter(builtIn)) return builtIn
  const path = resolveReporter(name, root)
  if (path === undefined) {
    const near = nearest(name, Object.keys(reporters))
    throw reporterUnknown(name, near === undefined ? undefined : `Did you mean "${near}"?`)
  }
  const module: unknown = await import(pathToFileURL(path).href)
  const exported = isRecord(module) ? module.default : undefined
  if (isReporter(exported)) return exported
  throw reporterUnknown(name, `${path} does not export a reporter class as its default.`)
}

async function loadBuiltIns(): Promise<object> {
  // By its address: our bundle holds only the parts of mocha that every run needs.
  const module: unknown = await import(import.meta.resolve('mocha'))
  const mocha = isRecord(module) ? module.default : undefined
  const reporters: unknown =
    typeof mocha === 'function' ? Reflect.get(mocha, 'reporters') : undefined
  return isRecord(reporters) ? reporters : {}
}

function resolveReporter(name: string, root: string): string | undefined {
  const require = createRequire(join(root, 'package.json'))
  for (const candidate of [name, join(root, name)]) {
    try {
      return require.resolve(candidate)
    } catch {
      // Tried as a package first, then as a file.
    }
  }
  return undefined
}

function isReporter(value: unknown): value is MochaReporterClass {
  return typeof value === 'function'
}
