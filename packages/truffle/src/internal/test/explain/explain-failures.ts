import type Mocha from 'mocha'
import type { TruffleSession } from '../../../truffle-session.js'

/** Adds to the errors of tests what the contracts did. */
export interface FailureExplaining {
  /** To be called with each test or hook that fails. */
  note(failed: object, error: unknown): void
  /** Adds the hooks that do it, after those that are there. */
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
  stacks.start()
  return {
    note: (_failed, error) => stacks.note(error),
    addTo({ suite }) {
      const explain = async function (this: Mocha.Context): Promise<void> {
        this.timeout(0)
        await stacks.explain()
      }
      suite.afterEach('explain', explain)
      // What hooks before all tests of a suite failed with.
      suite.afterAll('explain', explain)
    },
    stop: () => stacks.stop(),
  }
}
