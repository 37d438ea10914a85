/** Receives what is thrown where no test can catch it. */
export type StrayErrorListener = (error: unknown) => void

/**
 * Gives errors that nobody caught to the running test, and to `listener` between tests. Without it a
 * rejected promise that nobody awaited would end the process in the middle of a run.
 */
export class StrayErrors {
  readonly #listener: StrayErrorListener
  #isTestRunning = false

  constructor(listener: StrayErrorListener) {
    this.#listener = listener
  }

  start(): void {
    process.on('unhandledRejection', this.#onRejection)
    process.on('uncaughtException', this.#onException)
  }

  stop(): void {
    process.off('unhandledRejection', this.#onRejection)
    process.off('uncaughtException', this.#onException)
  }

  /** Runs tests: mocha has a listener of its own then, which knows the test. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    this.#isTestRunning = true
    try {
      return await run()
    } finally {
      this.#isTestRunning = false
    }
  }

  readonly #onRejection = (reason: unknown): void => {
    // Thrown from here it becomes an uncaught exception, which mocha attributes to the test.
    if (this.#isTestRunning) throw reason
    this.#listener(reason)
  }

  readonly #onException = (error: unknown): void => {
    if (!this.#isTestRunning) this.#listener(error)
  }
}
