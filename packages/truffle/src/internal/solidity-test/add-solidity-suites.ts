import type Mocha from 'mocha'
import type { TruffleSession } from '../../truffle-session.js'
import type { TestRoom } from '../test/test-room.js'
import { TestContractDeployer } from './deploy-test-contract.js'
import { createSoliditySuite, type SuiteClasses } from './solidity-suite.js'
import { testContractsOf } from './test-contracts.js'
import { TestOutcome } from './test-outcome.js'

/** What suites are added to. */
export interface SoliditySuiteTarget {
  readonly mocha: Mocha
  readonly classes: SuiteClasses
  readonly room: TestRoom
}

/** Adds the suites of Solidity files, in their order. */
export async function addSoliditySuites(
  session: TruffleSession,
  files: readonly string[],
  { mocha, classes, room }: SoliditySuiteTarget,
): Promise<void> {
  const { store } = session
  const parts = {
    context: mocha.suite.ctx,
    classes,
    room,
    deployer: new TestContractDeployer(session, store),
    outcome: new TestOutcome(),
  }
  for (const file of files) {
    for (const artifact of testContractsOf(store, file)) {
      mocha.suite.addSuite(createSoliditySuite(artifact, parts))
    }
  }
}
