import type { Artifacts, TruffleSession } from '../../truffle-session.js'
import { createContractFunction, type DescribeFunctions } from './contract-suite.js'
import { createInTestDebug, type InTestDebugging } from './in-test-debug.js'
import { loadChai } from './load-chai.js'
import { lazyGlobal, plainGlobal, setGlobals } from './test-globals.js'
import type { TestRoom } from './test-room.js'

/** What the globals of tests are made of besides a session. */
export interface TestGlobalParts extends InTestDebugging {
  readonly artifacts: Artifacts
  readonly room: TestRoom
  /** mocha, as far as `contract()` needs it. */
  readonly mocha: DescribeFunctions
}

/** Sets what tests find without importing it, and gives back a function that takes it away. */
export async function setTestGlobals(
  session: TruffleSession,
  { artifacts, room, mocha, ...debugging }: TestGlobalParts,
): Promise<() => void> {
  const { config } = session
  const { assert, expect } = await loadChai(config)
  const debugName = typeof config.debugGlobal === 'string' ? config.debugGlobal : 'debug'
  return setGlobals({
    artifacts: plainGlobal(artifacts),
    contract: plainGlobal(createContractFunction(mocha, room, session.accounts)),
    web3: lazyGlobal('web3', () => session.testWeb3),
    interfaceAdapter: lazyGlobal('interfaceAdapter', () => session.interfaceAdapter),
    assert: plainGlobal(assert),
    expect: plainGlobal(expect),
    config: plainGlobal(config),
    [debugName]: plainGlobal(createInTestDebug(session, debugging)),
  })
}
