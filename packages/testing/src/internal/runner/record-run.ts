import type { OpenHandle, TestReport, TestResult } from '../../test-report.js'
import type { RunEvent } from './events.js'
import type { RunListener } from './run-listener.js'

/** Collects what happens in a run and passes it on. */
export class RunRecord {
  readonly #listener: RunListener
  readonly #results: TestResult[] = []
  readonly #startMs: number
  readonly #held: RunEvent[] = []
  #interruptedIn: readonly string[] | undefined

  /** @param startMs when the run began, by `performance.now()` */
  constructor(listener: RunListener, startMs: number) {
    this.#listener = listener
    this.#startMs = startMs
  }

  get results(): readonly TestResult[] {
    return this.#results
  }

  add(event: RunEvent): void {
    if (event.kind === 'result') this.#results.push(event.result)
    if (event.kind === 'given-up') this.#interruptedIn = event.path
    const isFailure = event.kind === 'result' && event.result.state === 'failed'
    const waits = this.#listener.printsFailuresAtOnce === true && isFailure
    if (waits || this.#held.length > 0) this.#held.push(event)
    else this.#listener.event(event)
  }

  /** To be called when all is known of the failures that were added. */
  settle(): void {
    for (const event of this.#held.splice(0)) this.#listener.event(event)
  }

  /** Ends the run: the listener prints its summary. */
  async finish(
    openHandles: readonly OpenHandle[],
    stopped: TestReport['stopped'],
    gas?: TestReport['gas'],
  ): Promise<TestReport> {
    this.settle()
    const count = (state: TestResult['state']): number =>
      this.#results.filter((result) => result.state === state).length
    const failed = count('failed')
    const report: TestReport = {
      results: this.#results,
      passed: count('passed'),
      failed,
      pending: count('pending'),
      durationMs: performance.now() - this.#startMs,
      openHandles,
      ...(gas !== undefined && { gas }),
      ...(stopped !== undefined && { stopped }),
      ...(this.#interruptedIn !== undefined && { interruptedIn: this.#interruptedIn }),
      succeeded: failed === 0 && this.#results.length > 0 && stopped !== 'interrupted',
    }
    await this.#listener.end(report)
    return report
  }
}
