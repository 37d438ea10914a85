import type { Verbosity } from '@scaffold-evm/trace'
import type { CallLog, LoggedExecution } from './call-log.js'

/** What was done for a test, by what did it. */
export interface CallNote {
  /** What was done before the test: by migrations, by `before` hooks, at the top of a file. */
  readonly subject: 'setup' | 'test'
  readonly executions: readonly LoggedExecution[]
  /** How much of it is shown. */
  readonly verbosity: Verbosity
}

/** Tells, test by test, what transactions and calls did. */
export class CallNotes {
  readonly #log: CallLog
  readonly #verbosity: Verbosity
  /** How many were done before the running test. */
  #ofSetup = 0
  #hasHookFailed = false

  constructor(log: CallLog, verbosity: Verbosity) {
    this.#log = log
    this.#verbosity = verbosity
  }

  /** A test begins, with its `beforeEach` hooks. */
  beginTest(): void {
    this.#ofSetup = this.#log.size
  }

  /** A hook failed: what was done last is of interest. */
  failHook(): void {
    this.#hasHookFailed = true
  }

  /** No test follows. What was done since the last one is told of if a hook failed in it. */
  async endFile(): Promise<readonly CallNote[]> {
    this.#ofSetup = this.#log.size
    return (await this.#takeSetup()).filter(({ executions }) => executions.length > 0)
  }

  /** A test is over, with its `afterEach` hooks. Runs again what was done since the last one. */
  async endTest(hasPassed: boolean): Promise<readonly CallNote[]> {
    const setup = await this.#takeSetup()
    const verbosity = hasPassed && this.#verbosity === 3 ? 2 : this.#verbosity
    const test: CallNote = { subject: 'test', executions: await this.#log.take(), verbosity }
    return [...setup, test].filter(({ executions }) => executions.length > 0)
  }

  async #takeSetup(): Promise<readonly CallNote[]> {
    const count = this.#ofSetup
    const isShown = this.#verbosity >= (this.#hasHookFailed ? 3 : 4)
    this.#ofSetup = 0
    this.#hasHookFailed = false
    if (isShown) {
      const executions = await this.#log.take(count)
      return [{ subject: 'setup', executions, verbosity: this.#verbosity }]
    }
    this.#log.drop(count)
    return []
  }
}
