import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from 'chai'
import { withLazyModules } from '../../../src/internal/config/lazy-modules.js'

const provider = `
global.loadedProviders = (global.loadedProviders ?? 0) + 1
class Provider {
  constructor(url) { this.url = url }
  static of(url) { return new this(url) }
  send(text) { return this.url + text }
  get length() { return this.url.length }
}
module.exports = Provider
`

describe('withLazyModules', () => {
  let folder: string
  const loads = (): unknown => Reflect.get(globalThis, 'loadedProviders')
  const run = async (config: string): Promise<Record<string, (...given: unknown[]) => unknown>> => {
    const path = join(folder, 'truffle-config.js')
    await writeFile(path, config)
    return withLazyModules(() => createRequire(path)(path))
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lazy-modules-'))
    const home = join(folder, 'node_modules', '@truffle', 'hdwallet-provider')
    await mkdir(home, { recursive: true })
    await writeFile(join(home, 'index.js'), provider)
  })
  afterEach(async () => {
    Reflect.deleteProperty(globalThis, 'loadedProviders')
    await rm(folder, { recursive: true })
  })

  it('loads nothing that a config only names, extends or calls later', async () => {
    const config = await run(`
      const Provider = require('@truffle/hdwallet-provider')
      class Mine extends Provider {
        constructor(url) { super(url); this.mine = true }
        send(text) { return '<' + super.send(text) + '>' }
      }
      module.exports = { plain: (url) => new Provider(url), mine: (url) => new Mine(url), Provider, Mine }
    `)
    assert.isUndefined(loads())
    const plain = config['plain']?.('a')
    assert.equal(Reflect.get(Object(plain), 'url'), 'a')
    assert.equal(loads(), 1)
    assert.isTrue(plain instanceof Object(config['Provider']))
    const mine = Object(config['mine']?.('abc'))
    assert.equal(mine.send('x'), '<abcx>')
    assert.equal(mine.length, 3)
    assert.isTrue(mine.mine)
    assert.isTrue(mine instanceof Object(config['Provider']))
    assert.isTrue(mine instanceof Object(config['Mine']))
    assert.isFalse(plain instanceof Object(config['Mine']))
    assert.equal(loads(), 1)
  })

  it('is the class itself in all that can be seen of it', async () => {
    const { Provider } = await run(`
      const Provider = require('@truffle/hdwallet-provider')
      function Old(url) { return Reflect.construct(Provider, [url], Old) }
      require('util').inherits(Old, Provider)
      module.exports = { Provider }
    `)
    const stand = Object(Provider)
    assert.equal(stand.name, 'Provider')
    assert.include(Reflect.ownKeys(stand), 'of')
    assert.isTrue('of' in stand)
    assert.equal(stand.of('u').url, 'u')
    stand.extra = 1
    assert.equal(stand.extra, 1)
    const path = join(folder, 'truffle-config.js')
    const real = createRequire(path)('@truffle/hdwallet-provider')
    assert.equal(real.extra, 1)
    assert.isTrue(new real('u') instanceof stand)
  })

  it('says at once that a package is missing', async () => {
    const config = `module.exports = require('truffle-hdwallet-provider')`
    const error: unknown = await run(config).catch((failure: unknown) => failure)
    assert.equal(Reflect.get(Object(error), 'code'), 'MODULE_NOT_FOUND')
  })

  it('is over with the config', async () => {
    const config = await run(
      `module.exports = { load: () => require('@truffle/hdwallet-provider') }`,
    )
    config['load']?.()
    assert.equal(loads(), 1)
  })
})
