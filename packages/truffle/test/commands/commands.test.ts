import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
// The boxes are beside what is bundled.
import { unboxProject } from '@scaffold-evm/truffle'
import { expect } from 'chai'
import { createFiles } from '../../src/commands/create-files.js'
import { execScript } from '../../src/commands/exec-script.js'
import { initTruffleProject } from '../../src/commands/init-project.js'
import { cleanNetworks, showNetworks } from '../../src/commands/networks.js'
import { pluginCommands, runPlugin } from '../../src/commands/plugins.js'
import { openSession } from '../../src/open-session.js'
import { codeOf, useTempProject } from '../support/temp-project.js'

const emptyConfig = {
  'truffle-config.js': 'module.exports = { networks: { main: { network_id: 1 } } }',
}

describe('createFiles', () => {
  const temp = useTempProject(emptyConfig)

  it('makes a contract, a test and a migration', async () => {
    const { config } = await temp.load()
    createFiles(config, ['all', 'MyToken'], { nowMs: 1_700_000_000_999 })
    const read = (path: string): string => readFileSync(join(temp.root, path), 'utf8')
    expect(read('contracts/MyToken.sol'))
      .to.contain('SPDX-License-Identifier: MIT')
      .and.contain('contract MyToken {')
    expect(read('test/my_token.js')).to.contain('artifacts.require("MyToken")')
    expect(readdirSync(join(temp.root, 'migrations'))).to.deep.equal(['1700000000_my_token.js'])
  })

  it('has the license of the config', async () => {
    const config = (await temp.load()).config.merge({ license: 'GPL-3.0' })
    createFiles(config, ['contract', 'A'])
    expect(readFileSync(join(temp.root, 'contracts/A.sol'), 'utf8')).to.contain('GPL-3.0')
  })

  it('overwrites only when it is told to', async () => {
    const { config } = await temp.load()
    createFiles(config, ['contract', 'A'])
    expect(() => createFiles(config, ['contract', 'A'])).to.throw(
      'Can not create A.sol: file exists',
    )
    createFiles(config, ['contract', 'A'], { force: true })
  })

  for (const args of [[], ['contract'], ['contract', '1x'], ['thing', 'A']]) {
    it(`refuses create ${args.join(' ')}`, async () => {
      const { config } = await temp.load()
      expect(() => createFiles(config, args))
        .to.throw()
        .with.property('code', 'TRUFFLE_COMMAND_USAGE')
    })
  }
})

describe('unboxProject', () => {
  const temp = useTempProject()

  for (const box of [
    'bare',
    'bare-box',
    'truffle-box/bare-box',
    'https://github.com/truffle-box/bare-box',
    'git@github.com:truffle-box/bare-box.git',
  ]) {
    it(`knows ${box}`, () => {
      expect(unboxProject(box, temp.root)).to.contain('truffle-config.js')
    })
  }

  for (const [box, address] of [
    ['react', 'https://github.com/truffle-box/react-box'],
    ['bare#next', '-b next https://github.com/truffle-box/bare-box'],
    ['me/mine', 'https://github.com/me/mine'],
    ['git@gitlab.com:me/mine', 'https://gitlab.com/me/mine'],
  ] as const) {
    it(`says where ${box} is`, () => {
      expect(() => unboxProject(box, temp.root))
        .to.throw()
        .with.property('hint')
        .that.contains(address)
    })
  }

  it('refuses what is no name', () => {
    expect(() => unboxProject('bare//', temp.root)).to.throw('invalid format')
  })
})

describe('initTruffleProject', () => {
  const temp = useTempProject()

  it('makes a config and folders, and leaves what is there', async () => {
    const { written } = initTruffleProject(join(temp.root, 'new'))
    expect(written).to.deep.equal(['truffle-config.js'])
    for (const name of ['contracts', 'migrations', 'test']) {
      expect(existsSync(join(temp.root, 'new', name))).to.equal(true)
    }
    expect((await temp.load({ cwd: join(temp.root, 'new') })).config.compilers).to.have.property(
      'solc',
    )
    expect(initTruffleProject(join(temp.root, 'new')).kept).to.deep.equal(['truffle-config.js'])
  })
})

describe('execScript', () => {
  const temp = useTempProject(emptyConfig)

  async function exec(text: string, name = 'script.js'): Promise<unknown> {
    temp.write({ [name]: text })
    const project = await temp.load({ overrides: { network: 'test' } })
    project.config.networks['test'] = {}
    const session = await openSession(project, { purpose: 'exec' })
    try {
      await execScript(project, session, join(temp.root, name))
    } finally {
      await session.close()
    }
    return Reflect.get(globalThis, 'scriptResult')
  }
  afterEach(() => Reflect.deleteProperty(globalThis, 'scriptResult'))

  it('has the globals of Truffle, and takes them away again', async () => {
    const result = await exec(`module.exports = (callback) => {
      global.scriptResult = [typeof artifacts.require, config.network, typeof interfaceAdapter, typeof web3.eth]
      callback()
    }`)
    expect(result).to.deep.equal(['function', 'test', 'object', 'object'])
    expect(globalThis).not.to.have.any.keys('artifacts', 'config', 'web3')
  })

  it('waits for the callback of an async function that has one', async () => {
    const result = await exec(`module.exports = async (callback) => {
      setTimeout(() => { global.scriptResult = 'late'; callback() }, 20)
    }`)
    expect(result).to.equal('late')
  })

  it('waits for the promise of one without', async () => {
    const result = await exec(
      `module.exports = async () => { await null; global.scriptResult = 'done' }`,
    )
    expect(result).to.equal('done')
  })

  it('runs ES modules and TypeScript', async () => {
    const esm = `export default async () => { globalThis.scriptResult = 'esm' }`
    expect(await exec(esm, 'script.mjs')).to.equal('esm')
    const typed = `export default async (): Promise<void> => { Reflect.set(globalThis, 'scriptResult', 'ts') }`
    expect(await exec(typed, 'script.ts')).to.equal('ts')
  })

  it('has its own folder as working directory while it is loaded', async () => {
    const text = `const folder = process.cwd()
      module.exports = async () => { global.scriptResult = [folder, process.cwd()] }`
    const result = await exec(text, 'scripts/deep/script.js')
    expect(result).to.deep.equal([join(temp.root, 'scripts/deep'), process.cwd()])
  })

  it('fails with what the script says or throws', async () => {
    const said = await exec(`module.exports = (callback) => callback(new Error('said'))`).catch(
      (e) => e,
    )
    expect(said).to.have.property('message', 'said')
    const thrown = await exec(`module.exports = async () => { throw new Error('thrown') }`).catch(
      (e) => e,
    )
    expect(thrown).to.have.property('message', 'thrown')
  })

  it('refuses what is no function, and files that are not there', async () => {
    expect(await codeOf(exec('module.exports = {}'))).to.equal('TRUFFLE_SCRIPT_INVALID')
    const project = await temp.load()
    const session = await openSession(project, { purpose: 'test' })
    expect(await codeOf(execScript(project, session, 'nope.js'))).to.equal('TRUFFLE_FILE_MISSING')
    await session.close()
  })
})

describe('networks', () => {
  const artifact = (networks: object): string =>
    JSON.stringify(
      { contractName: 'Token', abi: [], bytecode: '0x', networks, sourcePath: '/t.sol' },
      undefined,
      2,
    )
  const temp = useTempProject({
    'truffle-config.js': `module.exports = { networks: { main: { network_id: 1 }, dev: { network_id: '*' } } }`,
    'build/contracts/Token.json': artifact({
      1: { address: '0xa', events: {}, links: {} },
      77: { address: '0xb', events: {}, links: {} },
    }),
  })

  it('shows where contracts are', async () => {
    showNetworks((await temp.load()).config)
    const text = temp.printed.join('\n')
    expect(text).to.contain('Network: main (id: 1)\n  Token: 0xa')
    expect(text).to.contain('Network: UNKNOWN (id: 77)\n  Token: 0xb')
    expect(text).to.contain("match any network id ('*'):\n\n    dev")
  })

  it('removes those that the config does not have, and nothing else', async () => {
    expect(cleanNetworks((await temp.load()).config)).to.deep.equal(['Token'])
    const expected = artifact({ 1: { address: '0xa', events: {}, links: {} } })
    expect(readFileSync(join(temp.root, 'build/contracts/Token.json'), 'utf8')).to.equal(expected)
  })
})

describe('runPlugin', () => {
  const plugin = (body: string): Record<string, string> => ({
    'node_modules/a-plugin/package.json': '{ "name": "a-plugin", "main": "lib/index.js" }',
    'node_modules/a-plugin/lib/index.js': '',
    'node_modules/a-plugin/truffle-plugin.json': '{ "commands": { "verify": "verify.js" } }',
    'node_modules/a-plugin/lib/verify.js': body,
  })
  const temp = useTempProject({
    'truffle-config.js': `module.exports = { plugins: ['a-plugin'], networks: { live: { network_id: 4, provider: () => ({ request: async () => '0x4' }) } } }`,
  })

  it("hands it the config, with the network's values", async () => {
    temp.write(
      plugin(`module.exports = async (config) => {
        config.logger.log(config._.join(), config.network, config.network_id, config.working_directory,
          config.contracts_build_directory, await config.provider.request({}))
      }`),
    )
    const { config } = await temp.load({ overrides: { network: 'live', _: ['verify', 'Token'] } })
    await runPlugin(config, 'verify')
    expect(temp.printed).to.deep.equal([
      `verify,Token live 4 ${temp.root} ${temp.root}/build/contracts 0x4`,
    ])
    expect(pluginCommands(config)).to.deep.equal(['verify'])
  })

  it('waits until it says that it is done', async () => {
    temp.write(
      plugin(
        `module.exports = (config, done) => setTimeout(() => { config.logger.log('late'); done() }, 10)`,
      ),
    )
    await runPlugin((await temp.load()).config, 'verify')
    expect(temp.printed).to.deep.equal(['late'])
  })

  it('says what is wrong with a plugin', async () => {
    const { config } = await temp.load()
    expect(await codeOf(runPlugin(config, 'verify'))).to.equal('TRUFFLE_PLUGIN')
    temp.write(plugin(''))
    expect(await codeOf(runPlugin(config, 'other'))).to.equal('TRUFFLE_PLUGIN')
    expect(await codeOf(runPlugin(config.with({ plugins: undefined }), 'verify'))).to.equal(
      'TRUFFLE_PLUGIN',
    )
  })
})
