import type Mocha from 'mocha'

/**
 * Whom mocha holds responsible for what nobody caught. While a failure is looked into, that is the test that failed, of
 * which mocha wants to hear no more. A hook of ours at the root would end the whole run.
 */
export class Blame {
  /** The test or hook that failed last. */
  last: Mocha.Runnable | undefined
  #runner: Mocha.Runner | undefined

  attach(runner: Mocha.Runner): void {
    this.#runner = runner
  }

  async during<T>(run: () => Promise<T>): Promise<T> {
    const [runner, last] = [this.#runner, this.last]
    const hook = runner?.currentRunnable
    if (runner === undefined || last === undefined || hook === undefined) return await run()
    runner.currentRunnable = last
    try {
      return await run()
    } finally {
      runner.currentRunnable = hook
    }
  }
}
