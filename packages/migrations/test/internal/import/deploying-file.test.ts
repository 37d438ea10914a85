import { expect } from 'chai'
import { readDeployingFiles } from '../../../src/internal/import/deploying-file.js'
import { withTempDir } from '../../support/temp-dir.js'

const files = {
  '1_initial_migration.js': `const Migrations = artifacts.require("Migrations");
    module.exports = function (deployer) { deployer.deploy(Migrations); };`,
  '2_shop.js': `const Lib = artifacts.require('./libs/Prices.sol'), Shop = artifacts.require("contracts/Shop.sol:Shop")
    module.exports = (deployer) => deployer.deploy(Lib).then(() => deployer.deploy(Shop, 5))`,
  '3_more.js': `var Token = artifacts.require("Token"); const Shop = artifacts.require("Shop")
    module.exports = async (deployer) => {
      const shop = await Shop.deployed()
      await deployer.deploy(artifacts.require('Ledger'), shop.address)
      global.token = await Token.new()
    }`,
  '4_proxy.js': `const { deployProxy } = require('@openzeppelin/truffle-upgrades'); const Box = artifacts.require('Box')
    module.exports = async (deployer) => { await deployProxy(Box, [42], { deployer }) }`,
  '5_ours.js': `export default async (m) => { await m.deploy('Vault') }`,
  '6_later.js': `module.exports = (deployer) => { /* names Registry only */ }`,
}

describe('readDeployingFiles', () => {
  const cases = [
    ['Migrations', '1_initial_migration'],
    ['Prices', '2_shop'],
    ['Shop', '2_shop'],
    ['Token', '3_more'],
    ['Ledger', '3_more'],
    ['Box', '4_proxy'],
    ['Vault', '5_ours'],
    ['Registry', '6_later'],
    ['Nowhere', '6_later'],
  ] as const

  it('finds the file that gives a contract to the deployer', () =>
    withTempDir(files, async (folder) => {
      const found = Object.keys(files).map((name) => {
        return {
          name: name.slice(0, -3),
          number: Number.parseInt(name, 10),
          path: `${folder}/${name}`,
        }
      })
      const fileOf = await readDeployingFiles(found)
      expect(cases.map(([name]) => [name, fileOf(name)])).to.deep.equal(cases)
    }))

  it('puts contracts down to no file where there is none', async () => {
    expect((await readDeployingFiles([]))('Shop')).to.equal('imported')
  })
})
