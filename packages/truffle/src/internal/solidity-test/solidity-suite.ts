import type Mocha from 'mocha'
import type { ContractInstance } from '../../contract-abstraction.js'
import type { TruffleArtifact } from '../../truffle-artifact.js'
import type { TestRoom } from '../test/test-room.js'
import { callMethod, type TestContractDeployer } from './deploy-test-contract.js'
import { showPlace } from './function-place.js'
import { functionNames, hookKinds, testNames } from './test-contracts.js'
import type { TestOutcome } from './test-outcome.js'

/** mocha's classes that suites are made of. */
export interface SuiteClasses {
  readonly Suite: new (title: string, context: Mocha.Context) => Mocha.Suite
  readonly Test: new (title: string, body: Mocha.AsyncFunc) => Mocha.Test
}

/** What Solidity suites have in common. */
export interface SoliditySuiteParts {
  /** What `this` is below in hooks and tests. */
  readonly context: Mocha.Context
  readonly classes: SuiteClasses
  readonly room: TestRoom
  readonly deployer: TestContractDeployer
  readonly outcome: TestOutcome
}

/**
 * The suite of a Solidity contract: each function is a transaction to one instance, which all tests share. A test
 * fails when it reverts, and when an assertion of the Assert libraries reported a failure.
 */
export function createSoliditySuite(
  artifact: TruffleArtifact,
  { context, classes, room, deployer, outcome }: SoliditySuiteParts,
): Mocha.Suite {
  const suite = new classes.Suite(artifact.contractName, context)
  let instance: ContractInstance | undefined
  const run = async (name: string): Promise<void> => {
    if (instance === undefined) return
    try {
      outcome.check(await callMethod(instance, name))
    } catch (error) {
      showPlace(error, artifact, name)
      throw error
    }
  }
  suite.timeout(room.timeouts.beforeMs)
  suite.beforeAll('prepare suite', async () => {
    await room.enter()
    instance = await deployer.deploy(artifact)
  })
  suite.beforeEach('before test', () => room.startTest())
  addFunctions(suite, artifact, { classes, room, run })
  suite.afterEach('after test', async function () {
    await room.endTest(this.currentTest?.state === 'failed')
  })
  return suite
}

function addFunctions(
  suite: Mocha.Suite,
  artifact: TruffleArtifact,
  {
    classes,
    room,
    run,
  }: Pick<SoliditySuiteParts, 'classes' | 'room'> & { run(name: string): Promise<void> },
): void {
  for (const name of functionNames(artifact)) {
    const kind = hookKinds.find((hook) => name.startsWith(hook))
    if (kind !== undefined) suite[kind](name, () => run(name))
  }
  for (const name of testNames(artifact)) {
    const test = new classes.Test(name, () => run(name))
    test.timeout(room.timeouts.testMs)
    suite.addTest(test)
  }
}
