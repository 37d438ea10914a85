import type { Devchain, WatchedExecution } from '@scaffold-evm/devchain'
import type { CallTracer, CallTree, TraceContext, Verbosity } from '@scaffold-evm/trace'
import type { Connection } from './connection.js'
import { createCallTracer } from './create-call-tracer.js'
import { createExplainContext } from './failure-explainer.js'
import type { Project } from './project.js'

/** A transaction or call, and what it did. */
export interface LoggedExecution {
  readonly kind: WatchedExecution['kind']
  /** Of a transaction. */
  readonly hash: string | undefined
  /** Of all of a transaction. */
  readonly gasUsed: bigint | undefined
  readonly tree: CallTree
}

/** What executions are read with; asked for once there are any. */
export interface CallReaders {
  tracer(): Promise<CallTracer>
  /** For names of what is stored, and functions that are called within contracts. */
  explainContext(): Promise<TraceContext>
}

/** Reads by the compiled contracts of a project. */
export function callReadersOf(project: Project, connection: Connection): CallReaders {
  return {
    tracer: () => createCallTracer(project, connection),
    explainContext: () => createExplainContext(project),
  }
}

/**
 * What transactions and calls do on a chain in this process, from its making on.
 *
 * Cost: holds on to the state before each until it is taken or dropped; what is taken runs again.
 */
export class CallLog {
  readonly #readers: CallReaders
  readonly #verbosity: Verbosity
  readonly #stop: () => void
  #waiting: WatchedExecution[] = []
  #tracer: Promise<CallTracer> | undefined
  #context: Promise<TraceContext> | undefined

  constructor(devchain: Devchain, verbosity: Verbosity, readers: CallReaders) {
    this.#readers = readers
    this.#verbosity = verbosity
    this.#stop = devchain.watchExecutions((execution) => this.#waiting.push(execution))
  }

  /** How many executions wait. */
  get size(): number {
    return this.#waiting.length
  }

  /** What was done by the first `count` that wait, all unless it is given; they wait no more. At the lowest verbosity without calls that succeeded. */
  async take(count: number = this.#waiting.length): Promise<readonly LoggedExecution[]> {
    const taken: LoggedExecution[] = []
    for (const execution of this.#waiting.splice(0, count)) {
      const isMinor = execution.kind === 'call' && execution.succeeded
      if (isMinor && this.#verbosity < 2) continue
      taken.push(await this.#read(execution))
    }
    return taken
  }

  /** Forgets the first `count` that wait. */
  drop(count: number): void {
    this.#waiting.splice(0, count)
  }

  stop(): void {
    this.#stop()
    this.#waiting = []
  }

  async #read({ kind, hash, gasUsed, record }: WatchedExecution): Promise<LoggedExecution> {
    this.#tracer ??= this.#readers.tracer()
    const tracer = await this.#tracer
    const recording = await record()
    if (this.#verbosity < 4) return { kind, hash, gasUsed, tree: await tracer.tree(recording) }
    const { traceExecution } = await import('@scaffold-evm/trace')
    this.#context ??= this.#readers.explainContext()
    const context = await this.#context
    const source = this.#verbosity < 5 ? undefined : await traceExecution(record, context)
    return { kind, hash, gasUsed, tree: await tracer.tree(recording, { source, context }) }
  }
}
