import type Mocha from 'mocha'
import type { TestRoom } from './test-room.js'

/** What a test file calls in place of `describe`; its body gets the accounts. */
export interface ContractFunction {
  (name: string, tests: ContractTests): void
  only(name: string, tests: ContractTests): void
  skip(name: string, tests: ContractTests): void
}

type ContractTests = (accounts: string[]) => unknown

/** mocha's functions for the file that is being loaded; before 6 there are none until then. */
export interface DescribeFunctions {
  describe: {
    (title: string, body: (this: Mocha.Suite) => void): unknown
    only(title: string, body: (this: Mocha.Suite) => void): unknown
    skip(title: string, body: (this: Mocha.Suite) => void): unknown
  }
}

/** The global `contract`: a suite that begins where the migrations ended. */
export function createContractFunction(
  mocha: DescribeFunctions,
  room: TestRoom,
  accounts: readonly string[],
): ContractFunction {
  const body = (tests: ContractTests) =>
    function (this: Mocha.Suite): void {
      addRoomHooks(this, room)
      // Without `this`, as Truffle does: what a body keeps there is what its plain functions find there, too.
      tests([...accounts])
    }
  const contract = (name: string, tests: ContractTests): void => {
    mocha.describe(`Contract: ${name}`, body(tests))
  }
  return Object.assign(contract, {
    only: (name: string, tests: ContractTests) => {
      const { only } = mocha.describe
      only(`Contract: ${name}`, body(tests))
    },
    skip: (name: string, tests: ContractTests) => {
      const { skip } = mocha.describe
      skip(`Contract: ${name}`, body(tests))
    },
  })
}

function addRoomHooks(suite: Mocha.Suite, room: TestRoom): void {
  suite.timeout(room.timeouts.testMs)
  suite.beforeAll('prepare suite', async function () {
    this.timeout(room.timeouts.beforeMs)
    await room.enter()
  })
  suite.beforeEach('before test', () => room.startTest())
  suite.afterEach('after test', async function () {
    await room.endTest(this.currentTest?.state === 'failed')
  })
}
