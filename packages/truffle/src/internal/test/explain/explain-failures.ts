import type Mocha from 'mocha'
import type { TruffleSession } from '../../../truffle-session.js'

/** Adds to the errors of tests what the contracts did. */
export interface FailureExplaining {
  /** To be called with each test or hook that fails. */
  note(failed: object, error: unknown): void
  /** Adds the hook that does it, after those that are there. */
  addTo(mocha: Mocha): void
  stop(): void
}

/** Executions can only be looked into where the chain is in this process; elsewhere nothing is done. */
export async function startExplaining({
  devchain,
  store,
}: TruffleSession): Promise<FailureExplaining> {
  const nothing = (): void => undefined
  if (devchain === undefined) return { note: nothing, addTo: nothing, stop: nothing }
  const { SolidityStacks } = await import('./solidity-stack.js')
  const stacks = new SolidityStacks(devchain, store)
  const errors = new WeakMap<object, unknown>()
  stacks.start()
  return {
    note: (failed, error) => errors.set(failed, error),
    addTo(mocha) {
      mocha.suite.afterEach('explain', async function () {
        this.timeout(0)
        const error = this.currentTest && errors.get(this.currentTest)
        if (error !== undefined) await stacks.addTo(error)
      })
    },
    stop: () => stacks.stop(),
  }
}
