import type Mocha from 'mocha'
import type { TruffleSession } from '../../../truffle-session.js'
import { Blame } from './blame.js'
import { TestSites } from './test-sites.js'

/** Adds to the errors of tests what the contracts did, and the test's own line. */
export interface FailureExplaining {
  /** To be called before tests are added. */
  follow(mocha: Mocha): void
  /** To be called with what runs the tests, before it does. */
  attach(runner: Mocha.Runner): void
  /** To be called with each test or hook that fails. */
  note(failed: Mocha.Runnable, error: unknown): void
  stop(): void
}

/** Executions can only be looked into where the chain is in this process. Nothing is done while tests pass. */
export async function startExplaining({
  failures,
  store,
}: TruffleSession): Promise<FailureExplaining> {
  const sites = new TestSites()
  let root: Mocha.Suite | undefined
  const follow = ({ suite }: Mocha): void => {
    root = suite
    sites.follow(suite)
  }
  if (failures === undefined) {
    return {
      follow,
      attach: () => undefined,
      note: (failed, error) => sites.tidy(error, failed),
      stop: () => undefined,
    }
  }
  const { SolidityStacks } = await import('./solidity-stack.js')
  const stacks = new SolidityStacks(failures, store)
  const blame = new Blame()
  stacks.start()
  return {
    follow,
    attach: (runner) => blame.attach(runner),
    note(failed, error) {
      sites.tidy(error, failed)
      if (!stacks.note(error)) return
      blame.last = failed
      if (root !== undefined) addHooks(root, () => blame.during(() => stacks.explain()))
      root = undefined
    },
    stop: () => stacks.stop(),
  }
}

/** With the first failure: mocha asks for the hooks when a test is over. */
function addHooks(suite: Mocha.Suite, explain: () => Promise<void>): void {
  const hook = async function (this: Mocha.Context): Promise<void> {
    this.timeout(0)
    await explain()
  }
  suite.afterEach('explain', hook)
  // What hooks before all tests of a suite failed with.
  suite.afterAll('explain', hook)
}
