import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { codeOf, useTempProject } from './support/temp-project.js'

describe('loadTruffleProject', () => {
  const temp = useTempProject()

  it('finds truffle-config.js in a folder above', async () => {
    temp.write({ 'truffle-config.js': 'module.exports = { mark: 1 }', 'a/b/x.txt': '' })
    const { root, config } = await temp.load({ cwd: join(temp.root, 'a/b') })
    expect([root, config['mark']]).to.deep.equal([temp.root, 1])
  })

  it('takes truffle.js where there is nothing else, and says so where there are both', async () => {
    temp.write({ 'truffle.js': 'module.exports = { mark: "old" }' })
    expect((await temp.load()).config['mark']).to.equal('old')
    expect(temp.printed).to.deep.equal([])
    temp.write({ 'truffle-config.js': 'module.exports = { mark: "new" }' })
    expect((await temp.load()).config['mark']).to.equal('new')
    expect(temp.printed.join()).to.contain('Both truffle-config.js and truffle.js were found')
  })

  it('hears of the ganache-cli that only its continuous integration names', async () => {
    temp.write({
      'truffle.js': 'module.exports = {}',
      'package.json': '{ "devDependencies": { "truffle": "4.1.14" } }',
      '.circleci/config.yml': '- image: trufflesuite/ganache-cli:v6.1.8',
      Dockerfile: 'RUN yarn global add ganache-cli@6.2.0',
    })
    const { hints, flavor } = await temp.load()
    expect(hints.dependencies).to.deep.equal({ truffle: '4.1.14', 'ganache-cli': '6.1.8' })
    expect(flavor.chains.fallback.hardfork).to.equal('byzantium')
    temp.write({ 'package.json': '{ "devDependencies": { "ganache-cli": "6.4.1" } }' })
    expect((await temp.load()).hints.dependencies).to.deep.equal({ 'ganache-cli': '6.4.1' })
  })

  it('takes truffle.js first in projects of Truffle 4, which had both', async () => {
    temp.write({
      'truffle-config.js': 'module.exports = {}',
      'truffle.js': 'module.exports = { mark: "old" }',
      'package.json': '{ "devDependencies": { "truffle": "4.1.14" } }',
    })
    expect((await temp.load()).config['mark']).to.equal('old')
    expect(temp.printed).to.deep.equal([])
  })

  it('reads ES modules by their default export', async () => {
    temp.write({ 'truffle-config.js': 'export default { mark: 2 }' })
    expect((await temp.load()).config['mark']).to.equal(2)
  })

  it('reads ES modules that await', async () => {
    const text = 'const mark = await Promise.resolve(3)\nexport default { mark }'
    temp.write({ 'truffle-config.mjs': text })
    expect((await temp.load()).config['mark']).to.equal(3)
  })

  it('reads a project that is an ES module', async () => {
    temp.write({
      'package.json': '{ "type": "module" }',
      'truffle-config.js': 'export default { mark: 4 }',
    })
    expect((await temp.load()).config['mark']).to.equal(4)
  })

  it('reads CommonJS beside a package of ES modules', async () => {
    temp.write({
      'package.json': '{ "type": "module" }',
      'truffle-config.cjs': 'module.exports = { mark: 5 }',
    })
    expect((await temp.load()).config['mark']).to.equal(5)
  })

  it('reads TypeScript', async () => {
    temp.write({ 'truffle-config.ts': 'const mark: number = 6\nexport default { mark }' })
    expect((await temp.load()).config['mark']).to.equal(6)
  })

  it('runs the code of the config with its own require', async () => {
    temp.write({
      'node_modules/dotenv/index.js': 'exports.config = () => { process.env.MARK_OF_TEST = "7" }',
      'truffle-config.js':
        'require("dotenv").config()\nmodule.exports = { mark: process.env.MARK_OF_TEST }',
    })
    expect((await temp.load()).config['mark']).to.equal('7')
  })

  it('takes a file that was named, with the working directory as root', async () => {
    temp.write({ 'configs/other.js': 'module.exports = { mark: 8 }' })
    const { config } = await temp.load({ configPath: 'configs/other.js' })
    expect(config['mark']).to.equal(8)
    expect(config.contracts_directory).to.equal(join(temp.root, 'contracts'))
  })

  it('puts the command line over the config', async () => {
    temp.write({ 'truffle-config.js': 'module.exports = { network: "a", quiet: false }' })
    const { config } = await temp.load({ overrides: { network: 'b', _: ['x'] } })
    expect([config.network, config.quiet, config._]).to.deep.equal(['b', false, ['x']])
  })

  it('says when there is no config', async () => {
    expect(await codeOf(temp.load())).to.equal('TRUFFLE_CONFIG_NOT_FOUND')
  })

  it('says what a config throws', async () => {
    temp.write({ 'truffle-config.js': 'throw new Error("no key")' })
    const error = await temp.load().catch((thrown: unknown) => thrown)
    expect(error).to.have.property('code', 'TRUFFLE_CONFIG_FAILED')
    expect(error).to.have.property('message').that.contains('no key')
  })

  it('refuses a config that is no object', async () => {
    temp.write({ 'truffle-config.js': 'module.exports = () => ({})' })
    expect(await codeOf(temp.load())).to.equal('TRUFFLE_CONFIG_INVALID')
  })

  it('calls nothing by its name', async () => {
    temp.write({ 'truffle-config.js': 'module.exports = null' })
    const error: unknown = await temp.load().catch((thrown: unknown) => thrown)
    expect(String(error)).to.contain('exports null;')
  })

  it('takes no folder for a config', async () => {
    mkdirSync(join(temp.root, 'truffle.js'))
    expect(await codeOf(temp.load())).to.equal('TRUFFLE_CONFIG_NOT_FOUND')
  })
})
