import { utimesSync } from 'node:fs'
import { createReporter, createSilentReporter, ScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import {
  createSolcProvider,
  type FetchSolc,
  type SolcProvider,
  type SolcProviderOptions,
} from '../../../src/internal/solc/provider.js'
import { longVersionOf } from '../../../src/internal/solc/releases.js'
import { errorOf } from '../../support/rejection.js'
import { removeScratches, Scratch } from '../../support/scratch.js'
import { bundledSoljson, fakeSoljson } from '../../support/solc.js'

/** A registry whose packages hold the compilers that real ones do, by package version. */
class FakeRegistry {
  readonly asked: string[] = []
  readonly #contents: Readonly<Record<string, string>>

  constructor(contents: Readonly<Record<string, string>> = {}) {
    this.#contents = contents
  }

  readonly fetch: FetchSolc = async (version) => {
    this.asked.push(version)
    const longVersion = this.#contents[version] ?? longVersionOf(version.replace(/-fixed$/, ''))
    if (longVersion === undefined) {
      throw new ScaffoldError({ code: 'NPM_NO_SUCH_VERSION', message: 'no such version' })
    }
    return { soljson: Buffer.from(fakeSoljson(longVersion)), integrity: 'sha512-x' }
  }
}

const unreachable: FetchSolc = async () => {
  throw new ScaffoldError({ code: 'NPM_FAILED', message: 'network is down' })
}

function solcPackage(version: string): string {
  return JSON.stringify({ name: 'solc', version })
}

function provider(scratch: Scratch, options: Partial<SolcProviderOptions> = {}): SolcProvider {
  return createSolcProvider({
    root: scratch.root,
    cacheDir: scratch.path('user-cache'),
    reporter: createSilentReporter(),
    fetchSolc: unreachable,
    ...options,
  })
}

const cachedFile = 'user-cache/solc/0.5.17/soljson.js'

describe('createSolcProvider', function () {
  this.timeout(30_000)
  afterEach(removeScratches)

  it('serves the bundled compiler without fetching', async () => {
    const release = await provider(new Scratch()).resolve('0.8.37', 'a.sol')
    expect(release).to.deep.equal({
      version: '0.8.37',
      longVersion: '0.8.37+commit.f401782d',
      path: bundledSoljson,
      source: 'bundled',
    })
  })

  it("finds the project's own compilers under any alias, in folders above too", async () => {
    const scratch = new Scratch({
      'package.json': '{ "devDependencies": { "old-compiler": "npm:solc@0.4.26" } }',
      'node_modules/old-compiler/package.json': solcPackage('0.4.26'),
      'node_modules/old-compiler/soljson.js': '',
      'node_modules/solc-0.5/package.json': solcPackage('0.5.16'),
      'node_modules/solc-0.5/soljson.js': '',
      'node_modules/solc-gone/package.json': solcPackage('0.6.12'),
      'node_modules/solc-typed-ast/package.json':
        '{ "name": "solc-typed-ast", "version": "0.7.6" }',
      'node_modules/solc-typed-ast/soljson.js': '',
      'node_modules/solc-ancient/package.json': solcPackage('0.3.6'),
      'node_modules/solc-ancient/soljson.js': '',
      'app/package.json': '{ not json',
    })
    const found = await provider(scratch, { root: scratch.path('app') }).available()
    const own = found.filter(({ source }) => source === 'project')
    expect(own.map(({ longVersion }) => longVersion)).to.have.members([
      '0.4.26+commit.4563c3fc',
      '0.5.16+commit.9c3226ce',
    ])
  })

  it("asks the compiler where npm's package is mislabelled", async () => {
    const scratch = new Scratch({
      'node_modules/solc/package.json': solcPackage('0.8.7'),
      'node_modules/solc/soljson.js': fakeSoljson('0.7.5+commit.eb77ed08'),
      'node_modules/solc-0.8.1/package.json': solcPackage('0.8.1'),
      'node_modules/solc-0.8.1/soljson.js': fakeSoljson('0.8.0+commit.c7dfd78e'),
    })
    const found = await provider(scratch).available()
    expect(found.map(({ version }) => version)).to.deep.equal(['0.8.37', '0.7.5', '0.8.0'])
  })

  it('does not fetch 0.8.1, which no package of npm holds', async () => {
    const { asked, fetch: fetchSolc } = new FakeRegistry()
    const solc = provider(new Scratch(), { fetchSolc })
    await errorOf('SOLC_VERSION_UNKNOWN', () => solc.resolve('0.8.1', 'a.sol'))
    expect(asked).to.deep.equal([])
  })

  it('fetches what is missing once, and serves it offline from then on', async () => {
    const scratch = new Scratch()
    const { asked, fetch: fetchSolc } = new FakeRegistry()
    const fetches: Promise<unknown>[] = []
    const onFetch = (fetching: Promise<unknown>): unknown => fetches.push(fetching)
    const first = await provider(scratch, { fetchSolc, onFetch }).resolve('0.5.17', 'a.sol')
    expect(await Promise.all(fetches)).to.have.lengthOf(1)
    expect(first).to.deep.equal({
      version: '0.5.17',
      longVersion: '0.5.17+commit.d19bba13',
      path: scratch.path(cachedFile),
      source: 'cache',
    })
    expect(await provider(scratch, { offline: true }).resolve('0.5.17', 'a.sol')).to.deep.equal(
      first,
    )
    expect(asked).to.deep.equal(['0.5.17'])
    expect(scratch.json('user-cache/solc/0.5.17/meta.json')).to.include({
      version: '0.5.17',
      longVersion: '0.5.17+commit.d19bba13',
      integrity: 'sha512-x',
    })
  })

  it('fetches once for several who want it at the same time', async () => {
    const scratch = new Scratch()
    const { asked, fetch: fetchSolc } = new FakeRegistry()
    const all = await Promise.all(
      [1, 2, 3].map(() => provider(scratch, { fetchSolc }).resolve('0.5.17', 'a.sol')),
    )
    expect(asked).to.deep.equal(['0.5.17'])
    expect(new Set(all.map(({ path }) => path)).size).to.equal(1)
  })

  for (const [title, damage] of [
    ['cut short', (scratch: Scratch) => scratch.write(cachedFile, 'cut')],
    ['gone', (scratch: Scratch) => scratch.remove(cachedFile)],
    [
      'changed at the same length',
      (scratch: Scratch) =>
        scratch.write(cachedFile, scratch.read(cachedFile).replace('heap', 'HEAP')),
    ],
    [
      'without its record',
      (scratch: Scratch) => scratch.remove('user-cache/solc/0.5.17/meta.json'),
    ],
    [
      'with a broken record',
      (scratch: Scratch) =>
        scratch.write('user-cache/solc/0.5.17/meta.json', '{"version":"0.5.17"'),
    ],
  ] as const) {
    it(`fetches a cached compiler again that is ${title}`, async () => {
      const scratch = new Scratch()
      const { asked, fetch: fetchSolc } = new FakeRegistry()
      await provider(scratch, { fetchSolc }).resolve('0.5.17', 'a.sol')
      damage(scratch)
      const offline = provider(scratch, { offline: true })
      await errorOf('SOLC_NOT_CACHED', () => offline.resolve('0.5.17', 'a.sol'))
      await provider(scratch, { fetchSolc }).resolve('0.5.17', 'a.sol')
      expect(asked).to.deep.equal(['0.5.17', '0.5.17'])
      expect(scratch.read(cachedFile)).to.equal(fakeSoljson('0.5.17+commit.d19bba13'))
    })
  }

  it('keeps a compiler whose file was only touched', async () => {
    const scratch = new Scratch()
    const { asked, fetch: fetchSolc } = new FakeRegistry()
    await provider(scratch, { fetchSolc }).resolve('0.5.17', 'a.sol')
    const meta = scratch.read('user-cache/solc/0.5.17/meta.json')
    utimesSync(scratch.path(cachedFile), 1, 1)
    await provider(scratch, { fetchSolc }).resolve('0.5.17', 'a.sol')
    expect(asked).to.deep.equal(['0.5.17'])
    const { mtimeMs } = scratch.json('user-cache/solc/0.5.17/meta.json')
    expect(mtimeMs).to.equal(1000)
    expect(JSON.parse(meta).mtimeMs).not.to.equal(1000)
  })

  it('fetches 0.8.7 from the package that really holds it', async () => {
    const { asked, fetch: fetchSolc } = new FakeRegistry()
    const release = await provider(new Scratch(), { fetchSolc }).resolve('0.8.7', 'a.sol')
    expect(asked).to.deep.equal(['0.8.7-fixed'])
    expect(release.longVersion).to.equal('0.8.7+commit.e28d00a7')
  })

  it('refuses a package that holds another compiler than it says', async () => {
    const { fetch: fetchSolc } = new FakeRegistry({ '0.5.17': '0.5.16+commit.9c3226ce' })
    const scratch = new Scratch()
    const error = await errorOf('SOLC_FILE_INVALID', () =>
      provider(scratch, { fetchSolc }).resolve('0.5.17', 'a.sol'),
    )
    expect(error.shortMessage).to.include('0.5.16')
    const offline = provider(scratch, { offline: true })
    await errorOf('SOLC_NOT_CACHED', () => offline.resolve('0.5.17', 'a.sol'))
  })

  it('takes a release that came out after this one', async () => {
    const { fetch: fetchSolc } = new FakeRegistry({ '0.8.99': '0.8.99+commit.0badcafe' })
    const release = await provider(new Scratch(), { fetchSolc }).resolve('0.8.99', 'a.sol')
    expect(release.longVersion).to.equal('0.8.99+commit.0badcafe')
  })

  for (const [title, options, reason] of [
    ['offline', { offline: true }, 'offline'],
    ['without network', {}, 'network is down'],
  ] as const) {
    it(`says ${title} which version is missing, who wants it, and how to get it`, async () => {
      const solc = provider(new Scratch(), options)
      const error = await errorOf('SOLC_NOT_CACHED', () =>
        solc.resolve('0.8.7', 'contracts/Old.sol'),
      )
      expect(error.shortMessage).to.include('solc 0.8.7').and.include('contracts/Old.sol')
      expect(error.shortMessage).to.include(reason)
      expect(error.details).to.include('0.8.37')
      expect(error.hint).to.include('npm install --save-dev solc-0.8.7@npm:solc@0.8.7-fixed')
      expect(error.data).to.deep.include({ version: '0.8.7', available: ['0.8.37'] })
    })
  }

  it('falls back to the best version on this machine, and says so', async () => {
    const scratch = new Scratch({
      'node_modules/solc/package.json': solcPackage('0.5.3'),
      'node_modules/solc/soljson.js': '',
    })
    let warnings = ''
    const stream = { write: (text: string) => (warnings += text) }
    const reporter = createReporter({ stdout: stream, stderr: stream, env: {} })
    const solc = provider(scratch, { reporter })
    const release = await solc.resolve(['0.5.17', '0.5.16', '0.5.3'], 'a.sol')
    expect(release.version).to.equal('0.5.3')
    expect(warnings).to.include('0.5.17').and.include('0.5.3')
    await errorOf('SOLC_NOT_CACHED', () => solc.resolve(['0.5.17', '0.5.16'], 'a.sol'))
  })

  for (const [version, nearest] of [
    ['0.9.99', ['0.8.37']],
    ['0.5.99', ['0.5.17', '0.6.0']],
    ['0.4.12', ['0.4.11', '0.4.13']],
    ['0.4.10', ['0.4.11']],
    ['latest', ['0.8.37']],
    ['v0.4.26+commit.11111111', ['0.4.25', '0.5.0']],
  ] as const) {
    it(`knows no ${version}, but its neighbours`, async () => {
      const solc = provider(new Scratch(), { fetchSolc: new FakeRegistry().fetch })
      const error = await errorOf('SOLC_VERSION_UNKNOWN', () => solc.resolve(version, 'a.sol'))
      expect(error.data?.nearest).to.deep.equal(nearest)
    })
  }

  it('reads versions as Truffle writes them', async () => {
    const release = await provider(new Scratch()).resolve(
      'v0.8.37+commit.f401782d.Emscripten.clang',
      'a.sol',
    )
    expect(release.version).to.equal('0.8.37')
  })

  it('serves an explicit file before all else, named or not', async () => {
    const scratch = new Scratch({
      'soljson-v0.8.37+commit.f401782d.js': '',
      'compiler.js': fakeSoljson('0.8.37+commit.f401782d'),
    })
    for (const name of ['soljson-v0.8.37+commit.f401782d.js', 'compiler.js']) {
      const solc = provider(scratch, { soljsonPath: scratch.path(name) })
      const release = await solc.resolve('0.8.37', 'a.sol')
      expect(release).to.include({ path: scratch.path(name), source: 'path' })
    }
  })

  it('rejects an explicit file that is missing or no compiler', async () => {
    const scratch = new Scratch({ 'other.js': 'module.exports = 1' })
    for (const name of ['missing.js', 'other.js']) {
      const solc = provider(scratch, { soljsonPath: scratch.path(name) })
      await errorOf('SOLC_FILE_INVALID', () => solc.available())
    }
  })
})
