import { EventEmitter } from 'node:events'
import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadScript } from '../../../src/internal/modules/load-script.js'
import { codeOf, useTempProject } from '../../support/temp-project.js'

const exportAll = `module.exports = {
  toWei: require('web3').utils.toWei('1'),
  toBN: require('web3-utils').toBN('5') instanceof require('bn.js'),
}`

describe('provideCompanions', () => {
  const temp = useTempProject({ 'truffle-config.js': 'module.exports = {}' })
  async function load(text: string): Promise<unknown> {
    temp.write({ 'file.js': text })
    const { modules } = await temp.load()
    return loadScript(`${temp.root}/file.js`, modules)
  }

  it('has scripts and configs find what comes with Truffle', async () => {
    temp.write({
      'truffle-config.js': `const Web3 = require('web3')
        module.exports = { networks: { a: { gasPrice: Web3.utils.toWei('7', 'gwei') } } }`,
    })
    expect((await temp.load()).config.networks['a']?.['gasPrice']).to.equal('7000000000')
    expect(await load(exportAll)).to.deep.equal({ toWei: '1000000000000000000', toBN: true })
  })

  it("goes behind the project's own", async () => {
    temp.write({ 'node_modules/web3/index.js': `module.exports = 'own'` })
    expect(await load(`module.exports = require('web3')`)).to.equal('own')
  })

  it('does not cover what is missing elsewhere', async () => {
    temp.write({
      'node_modules/web3/index.js': `require('web3-eth')`,
      'node_modules/asks/index.js': `module.exports = require('bn.js')`,
    })
    for (const name of ['web3', 'asks', 'unknown']) {
      expect(await codeOf(load(`require('${name}')`)), name).to.equal('MODULE_NOT_FOUND')
    }
  })

  describe('has reporters find mocha', () => {
    const reporter = `
      const mocha = require('mocha')
      const Base = require('mocha/lib/reporters/base')
      const { EVENT_RUN_END } = mocha.Runner.constants
      function Old(runner) {
        Base.call(this, runner)
        runner.on(EVENT_RUN_END, () => this.end())
      }
      require('util').inherits(Old, Base)
      Old.prototype.end = function () { exports.seen = [this.stats.passes, this.failures.length] }
      class New extends require('mocha/lib/reporters/spec.js') {}
      module.exports = Object.assign(exports, { Old, New, mocha, Base })
      exports.parts = [
        require('mocha/lib/reporters').base === Base && mocha.reporters.Base === Base,
        require('mocha/lib/runner') === mocha.Runner,
        typeof require('mocha/lib/utils').slug,
        typeof require('mocha/lib/stats-collector'),
        require('fs').existsSync(require.resolve('mocha/package.json')),
      ]`

    async function run(text: string): Promise<Readonly<Record<string, unknown>>> {
      const loaded = (await load(text)) as Readonly<Record<string, unknown>>
      const Mocha = loaded['mocha'] as typeof import('mocha')
      const mocha = new Mocha({ reporter: loaded['Old'] as import('mocha').ReporterConstructor })
      mocha.suite.addTest(new Mocha.Test('passes', () => undefined))
      await new Promise((resolve) => mocha.run(resolve))
      return loaded
    }

    it('where there is none', async () => {
      temp.write({ 'node_modules/reports/index.js': reporter })
      const loaded = await run("module.exports = require('reports')")
      expect(loaded['parts']).to.deep.equal([true, true, 'function', 'function', true])
      expect(loaded['seen']).to.deep.equal([1, 0])
      expect(
        new (loaded['New'] as new (...args: unknown[]) => object)(fakeRunner(), {}),
      ).to.be.instanceOf(loaded['Base'])
    })

    it('where there is one that is made of ES modules', async () => {
      const ours = dirname(fileURLToPath(import.meta.resolve('mocha')))
      mkdirSync(`${temp.root}/node_modules`)
      symlinkSync(ours, `${temp.root}/node_modules/mocha`, 'junction')
      expect((await run(reporter))['seen']).to.deep.equal([1, 0])
    })

    it('behind one of their own', async () => {
      temp.write({ 'node_modules/mocha/index.js': "module.exports = 'own'" })
      expect(await load("module.exports = require('mocha')")).to.equal('own')
      expect(await codeOf(load("require('mocha/lib/nothing')"))).to.equal('MODULE_NOT_FOUND')
    })
  })
})

function fakeRunner(): EventEmitter {
  return Object.assign(new EventEmitter(), { stats: {} })
}
