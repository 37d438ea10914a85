import { errorMessage } from '@scaffold-evm/common'
import type { Devchain, ExecutionTracer } from '@scaffold-evm/project'
import { readUserStack, type TestObserver } from '@scaffold-evm/testing'
import { DebugSession, type DebugStop, type SourceTrace } from '@scaffold-evm/trace'
import { dapNotStopped } from '../../errors.js'
import type { DapEvent } from '../protocol.js'
import type { BreakpointStore } from './breakpoint-store.js'
import { DataStops } from './data-stops.js'
import type { Execution } from './execution.js'
import type { ExecutionListener } from './execution-gate.js'
import type { SourceFiles } from './source-files.js'
import { Standing } from './standing.js'
import { stoppedEvent } from './stopped-event.js'

/** What a debugger is made with. */
export interface DebuggerParts {
  readonly root: string
  readonly tracer: ExecutionTracer
  readonly files: SourceFiles
  readonly breakpoints: BreakpointStore
  readonly stopOnEntry: boolean
  readonly subject: 'tests' | 'transaction'
  /** Whether the filter for failing tests counts; of a transaction for its own failure. */
  readonly stopOnFailure: boolean
  readonly tell: (event: DapEvent) => void
}

/** Moves a session to another place. */
export type Move = (session: DebugSession) => Promise<DebugStop> | DebugStop

/**
 * Looks into what tests have the chain run, one execution after the other: where one comes by something to stop at, it stands
 * there, and who asked for it waits until the client has gone on beyond its end.
 */
export class Debugger implements ExecutionListener, TestObserver {
  readonly files: SourceFiles
  readonly breakpoints: BreakpointStore
  readonly dataStops: DataStops = new DataStops()
  readonly #parts: DebuggerParts
  #filters: ReadonlySet<string>
  /** Whether the next execution stops where it begins. */
  #stopsNext: boolean
  #standing: Standing | undefined
  #release: () => void = () => undefined
  #turn: Promise<void> = Promise.resolve()
  #title = ''
  #failure: unknown
  /** What the running test had run that failed. */
  #lastFailed: Execution | undefined
  /** Whether the running test has been looked at where it failed. */
  #sawFailure = false
  #devchain: Devchain | undefined

  constructor(parts: DebuggerParts) {
    this.#parts = parts
    this.files = parts.files
    this.breakpoints = parts.breakpoints
    this.#stopsNext = parts.stopOnEntry
    // Until a client says otherwise.
    this.#filters = new Set(['failing-tests'])
  }

  /** What runs: the title of the test; empty outside of tests. */
  get title(): string {
    return this.#title
  }

  get isListening(): boolean {
    return this.#wantsPlaces || this.#wantsFailedTests || this.#errorRule !== 'none'
  }

  /** Where it stands; undefined while everything runs. */
  get current(): Standing | undefined {
    return this.#standing?.isMoving === false ? this.#standing : undefined
  }

  /** @throws `DAP_NOT_STOPPED` */
  get standing(): Standing {
    const { current } = this
    if (current === undefined) throw dapNotStopped()
    return current
  }

  /** Names of exception filters. */
  setFilters(filters: ReadonlySet<string>): void {
    this.#filters = filters
    this.#standing?.session.setRules({ errors: this.#errorRule })
  }

  /** The next execution stops where it begins. */
  pause(): void {
    if (this.#standing === undefined) this.#stopsNext = true
  }

  /** Goes to another place and tells which; beyond the end of the execution everything goes on. */
  async move(move: Move, { isStep }: { readonly isStep: boolean }): Promise<void> {
    const { standing } = this
    standing.isMoving = true
    try {
      const stop = await move(standing.session)
      this.#stand(standing, stop, isStep)
    } catch (error) {
      this.#say('stderr', errorMessage(error))
      this.#stand(standing, standing.session.stop, isStep)
    }
  }

  connected({ devchain }: { readonly devchain: Devchain | undefined }): void {
    this.#devchain = devchain
  }

  started(title: string): void {
    this.#title = title
    this.#sawFailure = false
  }

  failed(error: unknown): void {
    this.#failure ??= error
  }

  async ended(): Promise<void> {
    await this.#lookAtFailure()
    this.#title = ''
    this.#sawFailure = false
  }

  fileEnded(): Promise<void> {
    return this.#lookAtFailure()
  }

  onExecution(execution: Execution): Promise<void> {
    if (execution.failed) this.#lastFailed = execution
    return this.#inTurn(async () => {
      if (!this.#isWanted(execution)) return
      await this.debug(await this.#parts.tracer.trace(execution.record), execution.stack)
    })
  }

  /** Looks into an execution, and is done when the client has gone on beyond its end. */
  debug(trace: SourceTrace, stack?: string): Promise<void> {
    return this.#open(trace, [stack], async (session) => {
      await this.dataStops.applyTo(session)
      if (this.#stopsNext) return session.goToStart()
      // The first statement is not passed over.
      session.goTo(trace.firstStep)
      return session.resume()
    })
  }

  /** Stands where a contract made a test or hook fail. */
  async #lookAtFailure(): Promise<void> {
    const error = this.#failure
    const last = this.#lastFailed
    this.#failure = undefined
    this.#lastFailed = undefined
    if (error === undefined || this.#sawFailure || !this.#wantsFailedTests) return
    const isLast = last !== undefined && isMadeOf(error, last.error)
    const stacks = [error instanceof Error ? error.stack : undefined, last?.stack]
    await this.#inTurn(async () => {
      const trace =
        (await this.#parts.tracer.traceFailure(error, this.#devchain)) ??
        (isLast ? await this.#parts.tracer.trace(last.record) : undefined)
      const { failure } = trace ?? {}
      if (trace === undefined || failure === undefined) return
      await this.#open(trace, stacks, (session) => {
        session.goTo(failure.step)
        return { ...session.stop, reason: 'error' }
      })
    })
  }

  #isWanted({ failed }: Execution): boolean {
    const rule = this.#errorRule
    return this.#wantsPlaces || rule === 'all' || (failed && rule === 'failure')
  }

  get #wantsPlaces(): boolean {
    return this.#stopsNext || !this.breakpoints.isEmpty || !this.dataStops.isEmpty
  }

  get #wantsFailedTests(): boolean {
    return this.#parts.stopOnFailure && this.#filters.has('failing-tests')
  }

  /** `stacks` tell who asked for it: the first that does counts. */
  async #open(
    trace: SourceTrace,
    stacks: readonly (string | undefined)[],
    first: Move,
  ): Promise<void> {
    if (trace.index.stopSteps.length === 0) return
    const session = new DebugSession(trace)
    session.setRules({ errors: this.#errorRule })
    this.breakpoints.applyTo(session)
    const callers = stacks.map((stack) => readUserStack(stack ?? '', this.#parts.root))
    const standing = new Standing(session, callers.find(({ length }) => length > 0) ?? [])
    const stop = await first(session)
    await new Promise<void>((resolve) => {
      this.#release = resolve
      this.#stand(standing, stop, this.#stopsNext)
    })
  }

  #stand(standing: Standing, stop: DebugStop, isStep: boolean): void {
    for (const line of stop.logs) this.#say('console', line)
    for (const problem of stop.problems) this.#say('stderr', errorMessage(problem))
    standing.forget()
    standing.isMoving = false
    if (stop.reason === 'end') {
      this.#standing = undefined
      this.#stopsNext = isStep
      this.#release()
      return
    }
    this.#standing = standing
    this.#stopsNext = false
    this.#sawFailure ||= stop.reason === 'error'
    const ids = this.breakpoints.clientIds(standing.session, stop.breakpoints)
    this.#parts.tell(stoppedEvent(standing.session, stop, ids))
  }

  get #errorRule(): 'all' | 'failure' | 'none' {
    if (this.#filters.has('caught')) return 'all'
    const isOwn = this.#parts.subject === 'transaction' && this.#wantsFailedTests
    return isOwn || this.#filters.has('reverts') ? 'failure' : 'none'
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    // What goes wrong here must not become a failure of the test that waits.
    const complain = (error: unknown): void => this.#say('stderr', errorMessage(error))
    this.#turn = this.#turn.then(action).catch(complain)
    return this.#turn
  }

  #say(category: string, text: string): void {
    this.#parts.tell({ event: 'output', body: { category, output: `${text}\n` } })
  }
}

/** Libraries make errors of their own, which tell what the chain said. */
function isMadeOf(error: unknown, cause: unknown): boolean {
  return cause instanceof Error && errorMessage(error).includes(cause.message)
}
