import assert from 'node:assert/strict'
import { createReporter } from '@scaffold-evm/common'
import type { SolcRunner } from '@scaffold-evm/compiler'
import { prepareSolc } from '../../../src/internal/compile/prepare-solc.js'
import { bundledVersion, TruffleFolder } from '../../support/truffle-folder.js'

const silent = { write: () => true }
const reporter = createReporter({ stdout: silent, stderr: silent, env: {} })

describe('prepareSolc', () => {
  let folder: TruffleFolder
  beforeEach(() => {
    folder = new TruffleFolder({ 'contracts/A.sol': 'pragma solidity ^0.8.0;\ncontract A {}' })
  })
  afterEach(() => folder.remove())

  /** Versions of the compilers that begin to load. */
  async function prepared(version: string): Promise<readonly string[]> {
    const versions: string[] = []
    const runner: Pick<SolcRunner, 'prepare'> = {
      async prepare(release) {
        const found = await release
        if (found !== undefined) versions.push(found.version)
      },
    }
    const config = folder.config({ compilers: { solc: { version } } })
    await prepareSolc(config, runner, { root: folder.root, reporter })
    return versions
  }

  it('begins with the compiler that the config names, once', async () => {
    assert.deepEqual(await prepared(bundledVersion), [bundledVersion])
    assert.deepEqual(await prepared(`^${bundledVersion}`), [bundledVersion])
  })

  it('leaves alone what is not on this machine, or shows in the sources only', async () => {
    for (const version of ['0.4.1', 'pragma', 'native', './nowhere', 'no version']) {
      assert.deepEqual(await prepared(version), [])
    }
  })

  it('does nothing where something was compiled before', async () => {
    await folder.compile()
    assert.deepEqual(await prepared(bundledVersion), [])
  })
})
