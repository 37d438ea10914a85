import { createSilentReporter } from '@scaffold-evm/common'
import {
  type Connection,
  createExecutionTracer,
  type ExecutionTracer,
  type Project,
  recordNetworkTransaction,
} from '@scaffold-evm/project'
import { lastFailures, runTests, type TestObserver, type TestReport } from '@scaffold-evm/testing'
import type { SourceTrace } from '@scaffold-evm/trace'
import { debugNoFailure, debugNothingSent, debugTestMissing } from '../../errors.js'
import type { CommandContext } from '../command.js'
import { migrateForTests } from '../migrate-for-tests.js'

/** Which test to run, and how. */
export interface TestToTrace {
  /** Words of its title; the one that failed first in the last run when undefined. */
  readonly name: string | undefined
  readonly network: string | undefined
  /** Whether the migrations run first. */
  readonly migrate: boolean
}

/** What a test did on the chain that is worth looking into. */
export interface TracedTest {
  readonly title: string
  readonly trace: SourceTrace
}

/**
 * Runs tests and traces what the first of them failed by that failed by a contract, or else the last transaction of the last.
 *
 * @throws `DEBUG_TEST_MISSING`, `DEBUG_NOTHING_SENT`, `DEBUG_NO_FAILURE`, and what running the tests throws
 */
export async function traceTest(
  context: CommandContext,
  project: Project,
  test: TestToTrace,
): Promise<TracedTest> {
  const { name, network, migrate } = test
  const observer = new LastExecution(project)
  const report = await runTests(project, {
    ...(await selection(project, name)),
    network,
    observer,
    timeoutMs: 0,
    output: createSilentReporter(),
    signal: context.signal,
    setup: migrate ? migrateForTests(context, project) : undefined,
    migrate: migrateForTests(context, project),
  })
  sayOutcome(context, report)
  const found = await observer.finish()
  if (found !== undefined) return found
  const ran = report.results.find(({ state }) => state !== 'pending')
  throw ran === undefined ? debugTestMissing(name ?? '') : debugNothingSent(ran.title)
}

async function selection(
  project: Project,
  name: string | undefined,
): Promise<{ readonly grep?: string; readonly files?: readonly string[] }> {
  if (name !== undefined) return { grep: literal(name) }
  const [first] = await lastFailures(project)
  if (first === undefined) throw debugNoFailure()
  const { file, title } = first
  return { files: [file], ...(title !== undefined && { grep: `^${literal(title)}$` }) }
}

/** A pattern that means just that text. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function sayOutcome({ reporter }: CommandContext, { results }: TestReport): void {
  for (const { state, suites, title, failure } of results) {
    if (state === 'pending') continue
    const name = [...suites, title].join(' ')
    const why =
      failure === undefined ? '' : `: ${(failure.solidity ?? failure).message.split('\n', 1)[0]}`
    reporter.info(`${state} ${name}${why}`)
  }
}

/** Traces what tests do, while the chain is as they left it. */
class LastExecution implements TestObserver {
  readonly #project: Project
  readonly #tracer: ExecutionTracer
  #connection: Connection | undefined
  #error: unknown
  #failed: TracedTest | undefined
  #last: TracedTest | undefined

  constructor(project: Project) {
    this.#project = project
    this.#tracer = createExecutionTracer(project)
  }

  /** What is worth looking into. A hook that failed may have kept all tests around it from running. */
  async finish(): Promise<TracedTest | undefined> {
    if (this.#failed === undefined && this.#error !== undefined) {
      const trace = await this.#tracer.traceFailure(this.#error, undefined)
      if (trace !== undefined) this.#failed = { title: 'a hook', trace }
    }
    return this.#failed ?? this.#last
  }

  connected(connection: Connection): void {
    this.#connection = connection
  }

  failed(error: unknown): void {
    this.#error = error
  }

  async ended(title: string): Promise<void> {
    const error = this.#error
    this.#error = undefined
    // One that failed is enough.
    if (this.#failed !== undefined) return
    const trace =
      error === undefined
        ? undefined
        : await this.#tracer.traceFailure(error, this.#connection?.devchain)
    if (trace !== undefined) {
      this.#failed = { title, trace }
      return
    }
    const last = await this.#traceLast(title)
    if (error === undefined) this.#last = last ?? this.#last
    else this.#failed = last
  }

  async #traceLast(title: string): Promise<TracedTest | undefined> {
    const connection = this.#connection
    const hash = connection && (await lastTransaction(connection))
    if (connection === undefined || hash === undefined) return undefined
    const recorded = await recordNetworkTransaction(this.#project, connection, hash)
    try {
      return { title: `${title}\n${hash}`, trace: await this.#tracer.traceRecorded(recorded) }
    } finally {
      await recorded.close()
    }
  }
}

/** Tests move the clock by mining, so the last transaction need not be in the last block. */
const mostBlocks = 256

async function lastTransaction({ provider }: Connection): Promise<string | undefined> {
  let block: unknown = await provider.request({
    method: 'eth_getBlockByNumber',
    params: ['latest', false],
  })
  for (let looked = 0; looked < mostBlocks; looked++) {
    const transactions: unknown = Reflect.get(Object(block), 'transactions')
    const last: unknown = Array.isArray(transactions) ? transactions.at(-1) : undefined
    if (typeof last === 'string') return last
    const parent: unknown = Reflect.get(Object(block), 'parentHash')
    if (typeof parent !== 'string') return undefined
    block = await provider.request({ method: 'eth_getBlockByHash', params: [parent, false] })
  }
  return undefined
}
