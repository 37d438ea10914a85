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
})
