import assert from 'node:assert/strict'
import type { SolcProvider, SolcRelease } from '@scaffold-evm/compiler'
import {
  nearestReleases,
  newestInRange,
  parseSolcChoice,
} from '../../../src/internal/compile/choose-solc.js'
import { readSolcConfig } from '../../../src/internal/compile/solc-config.js'
import { TruffleFolder, withProject } from '../../support/truffle-folder.js'

describe('parseSolcChoice', () => {
  const choose = (version: string, root = '/p', isDocker = false): unknown =>
    parseSolcChoice(
      {
        version,
        isDocker,
        settings: {},
        isDefaultVersion: false,
        keepsAbiOrder: false,
        modelCheckerSettings: undefined,
      },
      root,
    )

  it('reads versions as projects write them', () => {
    for (const version of [
      '0.5.7',
      'v0.4.24+commit.e67f0147',
      '0.8.21+commit.d9974bed.Emscripten.clang',
    ]) {
      assert.deepEqual(choose(version), { kind: 'version', version })
    }
    for (const range of ['^0.8.0', '>=0.4.22 <0.9.0', '0.8', '0.8.x', '*', '0.5.0 - 0.5.9']) {
      assert.deepEqual(choose(range), { kind: 'range', range })
    }
    assert.deepEqual(choose('pragma'), { kind: 'pragma' })
    assert.deepEqual(choose('native'), { kind: 'native' })
  })

  it('reads paths of packages and of files', async () => {
    await withProject(
      { 'node_modules/solc/soljson.js': '', 'solc/soljson-v0.8.0.js': '' },
      (folder) => {
        const soljson = folder.path('node_modules/solc/soljson.js')
        for (const path of [folder.path('node_modules/solc'), './node_modules/solc', soljson]) {
          assert.deepEqual(choose(path, folder.root), { kind: 'path', soljson })
        }
        const file = folder.path('solc/soljson-v0.8.0.js')
        assert.deepEqual(choose(file, folder.root), { kind: 'path', soljson: file })
        assert.throws(() => choose(folder.path('solc'), folder.root), { code: 'TRUFFLE_SOLC_PATH' })
        assert.throws(() => choose(folder.path('none'), folder.root), { code: 'TRUFFLE_SOLC_PATH' })
      },
    )
  })

  it('says what a version can be', () => {
    for (const version of ['latest', './nowhere', '0.8.zero']) {
      assert.throws(() => choose(version), { code: 'TRUFFLE_COMPILER_NOT_UNDERSTOOD' })
    }
    assert.throws(() => choose('native', '/p', true), { code: 'TRUFFLE_COMPILER_NOT_UNDERSTOOD' })
  })
})

describe('newestInRange', () => {
  const provider = (...versions: string[]): SolcProvider => ({
    available: async () => versions.map(release),
    resolve: async (version) => release(`${version}`),
  })
  function release(version: string): SolcRelease {
    return { version, longVersion: version, path: '', source: 'cache' }
  }

  it('takes the newest on this machine, else the newest there is', async () => {
    const here = provider('0.5.9', '0.8.4', '0.8.20', '0.8.19')
    assert.equal((await newestInRange('^0.8.0', here)).version, '0.8.20')
    assert.equal((await newestInRange('^0.6.0', here)).version, '0.6.12')
    const isOld = (version: string): boolean => version.startsWith('0.5.')
    assert.equal((await newestInRange('<0.9.0', here, isOld)).version, '0.5.9')
    assert.equal((await newestInRange('<0.5.8', here, isOld)).version, '0.5.7')
    assert.equal((await newestInRange('^0.8.0', here, isOld)).version, '0.8.20')
    await assert.rejects(newestInRange('^0.3.0', here), { code: 'TRUFFLE_COMPILER_NOT_UNDERSTOOD' })
  })
})

describe('readSolcConfig', () => {
  const folder = new TruffleFolder()
  after(() => folder.remove())
  const read = (changes: Readonly<Record<string, unknown>>) =>
    readSolcConfig(folder.config(changes))

  it('fills in Truffle’s defaults', () => {
    const { version, settings } = read({ compilers: {} })
    assert.equal(version, '0.5.16')
    assert.deepEqual(settings, {
      optimizer: { enabled: false, runs: 200 },
      remappings: [],
      evmVersion: undefined,
    })
    const { settings: partial } = read({
      compilers: { solc: { settings: { optimizer: { enabled: true }, outputSelection: {} } } },
    })
    assert.deepEqual(partial['optimizer'], { enabled: true, runs: 200 })
    assert.ok(!('outputSelection' in partial))
  })

  it('takes older ways of saying it', () => {
    assert.equal(
      read({ compilers: { solc: { evmVersion: 'byzantium' } } }).settings['evmVersion'],
      'byzantium',
    )
    const legacy = { optimizer: { enabled: true, runs: 5 } }
    const { settings } = read({ solc: legacy, compilers: {} })
    assert.deepEqual(settings['optimizer'], legacy.optimizer)
  })
})

describe('nearestReleases', () => {
  it('gives newer releases of the series first, then older ones', () => {
    const allowed = new Set(['0.4.16', '0.4.18', '0.4.21', '0.4.24', '0.5.0'])
    const nearest = nearestReleases('0.4.19', (version) => allowed.has(version))
    assert.deepEqual(nearest, ['0.4.21', '0.4.24', '0.4.18', '0.4.16'])
  })
})
