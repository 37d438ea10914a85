import { createHash } from 'node:crypto'
import { userCacheDir } from '@scaffold-evm/common'
import { expect } from 'chai'
import { packSolc } from '../../../src/internal/solc/npm-pack.js'
import { errorOf } from '../../support/rejection.js'
import { removeScratches, Scratch } from '../../support/scratch.js'
import { soljsonOf } from '../../support/solc.js'

describe('packSolc', () => {
  after(removeScratches)

  it("takes soljson.js out of npm's package", async function () {
    this.timeout(60_000)
    if ((await soljsonOf('0.4.11')) === undefined) return this.skip()
    // npm keeps what it fetched: this works without network too.
    const { soljson, integrity } = await packSolc('0.4.11', {
      root: new Scratch().root,
      offline: false,
    })
    expect(createHash('sha256').update(soljson).digest('hex')).to.equal(
      '6cc5b7c2c3c640daeadc8a41ab5cacc085b4fef667c2e119767529ff23075111',
    )
    expect(integrity).to.equal(
      'sha512-ecETPQagJTJLNP7z78WIDvf8eyy1pTPbuih4UxoGKMUiZTQAt3N5A4LVgLgKGVcMk3si1p/bibYBIbRjS87ZBA==',
    )
  })

  it('fails offline when npm does not have it', async function () {
    this.timeout(30_000)
    const scratch = new Scratch()
    const env = { ...process.env, npm_config_cache: scratch.path('npm') }
    await errorOf('NPM_FAILED', () =>
      packSolc('0.4.13', { root: scratch.root, offline: true, env }),
    )
  })

  it('fails soon when the registry cannot be reached', async function () {
    this.timeout(30_000)
    const scratch = new Scratch({ '.npmrc': 'registry=http://127.0.0.1:9/\n' })
    const { npm_config_registry: _, ...rest } = process.env
    const env = { ...rest, npm_config_cache: scratch.path('npm') }
    const error = await errorOf('NPM_FAILED', () =>
      packSolc('0.4.13', { root: scratch.root, offline: false, env }),
    )
    expect(error.message).to.include('ECONNREFUSED')
  })

  it('ends with the signal', async function () {
    this.timeout(30_000)
    const scratch = new Scratch()
    const signal = AbortSignal.timeout(50)
    let thrown: unknown
    try {
      await packSolc('0.4.13', { root: scratch.root, offline: true, signal })
    } catch (error) {
      thrown = error
    }
    expect(thrown).to.equal(signal.reason)
  })
})

describe('userCacheDir', () => {
  for (const [env, platform, expected] of [
    [{ SCAFFOLD_CACHE_DIR: '/own', XDG_CACHE_HOME: '/xdg' }, 'linux', '/own'],
    [{ XDG_CACHE_HOME: '/xdg' }, 'darwin', '/xdg/scaffold'],
    [{ XDG_CACHE_HOME: '' }, 'linux', '/home/u/.cache/scaffold'],
    [{}, 'darwin', '/home/u/Library/Caches/scaffold'],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/scaffold/Cache'],
    [{}, 'win32', '/home/u/.cache/scaffold'],
  ] as const) {
    it(`is ${expected} on ${platform} with ${JSON.stringify(env)}`, () => {
      expect(userCacheDir({ env, platform, home: '/home/u' })).to.equal(expected)
    })
  }
})
