import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { promisify } from 'node:util'
import { createDevchain, type Devchain, type DevchainServer } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { Interface } from 'ethers'
import { attachSession } from '../src/attach-session.js'
import { createHttpProvider } from '../src/internal/network/http-provider.js'
import { isServed } from '../src/internal/network/probe.js'
import { openSession } from '../src/open-session.js'
import type { TruffleSession } from '../src/truffle-session.js'
import { codeOf, useTempProject } from './support/temp-project.js'

const truffleAccount = '0x627306090abaB3A6e1400e9345bC60c78a8BEf57'
/** Of Hardhat's `console.sol` and Truffle's. */
const consoleAddress = '0x000000000000000000636F6e736F6c652e6c6f67'
/** Nobody listens on it: it is reserved. */
const deadPort = 1

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function config(networks: object): string {
  return `module.exports = { networks: ${JSON.stringify(networks)} }`
}

describe('openSession', () => {
  const temp = useTempProject()
  const open: TruffleSession[] = []
  afterEach(async () => {
    for (const session of open.splice(0)) await session.close()
  })
  async function opened(session: Promise<TruffleSession>): Promise<TruffleSession> {
    const result = await session
    open.push(result)
    return result
  }

  it("starts Truffle's own chain for tests", async () => {
    temp.write({ 'truffle-config.js': config({}) })
    const project = await temp.load()
    const session = await opened(openSession(project, { purpose: 'test' }))
    expect(session.networkName).to.equal('test')
    expect(session.networkId).to.equal('5777')
    expect(session.accounts).to.have.lengthOf(10)
    expect(session.from).to.equal(truffleAccount)
    expect(project.config.network_id).to.equal(5777)
    expect(project.config.from).to.equal(truffleAccount)
    expect(project.config.provider).to.equal(session.provider)
    const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
      session.provider.request({ method, params })
    expect(await ask('web3_clientVersion')).to.match(/EthereumJS TestRPC\/v7\.9\.2\/ethereum-js$/)
    expect(await ask('eth_chainId')).to.equal('0x539')
    expect(await ask('eth_getBalance', truffleAccount)).to.equal(`0x${(10n ** 20n).toString(16)}`)
    expect(await ask('eth_gasPrice')).to.equal('0x77359400')
    expect(await ask('eth_getBlockByNumber', 'latest', false)).to.include({ gasLimit: '0x6691b7' })
    expect(temp.printed).to.deep.equal([])
  })

  it('takes the settings of its own chain', async () => {
    const test = { network_id: 9, total_accounts: 2, default_balance_ether: 5, gasLimit: 8_000_000 }
    temp.write({ 'truffle-config.js': config({ test }) })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    expect([session.networkId, session.accounts.length]).to.deep.equal(['9', 2])
    const params = [truffleAccount, 'latest']
    expect(await session.provider.request({ method: 'eth_getBalance', params })).to.equal(
      `0x${(5n * 10n ** 18n).toString(16)}`,
    )
  })

  it('says that a time of the config is none, and takes the time it is', async () => {
    const test = { network_id: 9, genesis_time: 'some day' }
    temp.write({ 'truffle-config.js': config({ test }) })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    expect(temp.printed).to.have.lengthOf(1)
    const block = await session.provider.request({
      method: 'eth_getBlockByNumber',
      params: ['latest', false],
    })
    const now = Date.now() / 1_000
    expect(Number(Reflect.get(Object(block), 'timestamp'))).to.be.within(now - 60, now + 1)
  })

  it('prints each line that contracts print, after the prefix that the config wants', async () => {
    temp.write({
      'truffle-config.js': `module.exports = { networks: {}, solidityLog: { displayPrefix: '>' } }`,
    })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    const data = new Interface(['function log(string)']).encodeFunctionData('log', ['one\ntwo'])
    await session.provider.request({
      method: 'eth_call',
      params: [{ to: consoleAddress, data }, 'latest'],
    })
    expect(temp.printed).to.deep.equal([' > one', ' > two'])
  })

  it('takes a chain in this process where nobody listens, set up as the project does it', async () => {
    const development = { host: '127.0.0.1', port: deadPort, network_id: '*', gas: 40_000_000 }
    temp.write({
      'truffle-config.js': config({ development }),
      'package.json': JSON.stringify({ scripts: { chain: 'ganache-cli -d -a 3 -l 9000000' } }),
    })
    const session = await opened(openSession(await temp.load(), { purpose: 'migrate' }))
    expect(session.devchain).not.to.equal(undefined)
    expect(session.accounts).to.have.lengthOf(3)
    expect(session.accounts[0]).to.equal('0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1')
    expect(temp.printed).to.deep.equal([
      `Nothing listens on 127.0.0.1:${deadPort}: network "development" is a chain in this process, set up like \`ganache-cli -d -a 3 -l 9000000\`.`,
    ])
    const block = await session.provider.request({
      method: 'eth_getBlockByNumber',
      params: ['latest', false],
    })
    expect(block).to.include({ gasLimit: `0x${(40_000_000).toString(16)}` })
  })

  it('takes no chain of its own for a public network, for one in production or for the dashboard', async () => {
    const place = { host: '127.0.0.1', port: deadPort }
    temp.write({
      'truffle-config.js': config({
        mainnet: { ...place, network_id: 1 },
        live: { ...place, network_id: '*', production: true },
      }),
    })
    const open = async (network: string): Promise<unknown> =>
      codeOf(openSession(await temp.load({ overrides: { network } }), { purpose: 'migrate' }))
    expect(await open('mainnet')).to.equal('TRUFFLE_NETWORK_UNREACHABLE')
    expect(await open('live')).to.equal('TRUFFLE_NETWORK_UNREACHABLE')
    expect(await open('dashboard')).to.equal('TRUFFLE_DASHBOARD_MISSING')
  })

  for (const [network, code] of [
    [{ url: 'nonsense' }, 'TRUFFLE_NETWORK_UNREACHABLE'],
    [{ host: 'a b', port: 1 }, 'TRUFFLE_NETWORK_UNREACHABLE'],
    [{ provider: 'http://127.0.0.1:1' }, 'TRUFFLE_PROVIDER_INVALID'],
  ] as const) {
    it(`refuses ${JSON.stringify(network)}`, async () => {
      temp.write({ 'truffle-config.js': config({ development: { ...network, network_id: '*' } }) })
      expect(await codeOf(openSession(await temp.load(), { purpose: 'exec' }))).to.equal(code)
    })
  }

  it('takes no chain of its own for a node that was named by hand', async () => {
    temp.write({ 'truffle-config.js': config({}) })
    const options = { purpose: 'console', url: `http://127.0.0.1:${deadPort}` } as const
    expect(await codeOf(openSession(await temp.load(), options))).to.equal(
      'TRUFFLE_NETWORK_UNREACHABLE',
    )
  })

  it('says what a server answers that is no node', async () => {
    const server = createHttpServer((_, response) => response.writeHead(502).end('<html>'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    temp.write({
      'truffle-config.js': config({ development: { host: '127.0.0.1', port, network_id: '*' } }),
    })
    const opening = openSession(await temp.load(), { purpose: 'migrate' })
    const error: unknown = await opening.catch((reason: unknown) => reason)
    server.close()
    expect(String(error)).to.contain('<html>')
    expect(temp.printed.join()).to.contain('Something went wrong')
  })

  it('serves such a chain where files of the project look for it', async () => {
    const port = await freePort()
    temp.write({
      'truffle-config.js': config({ development: { host: '127.0.0.1', port, network_id: '*' } }),
      'test/helpers/own.js': `new Web3('http://localhost:${port}')`,
    })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'net_version' })
    const answer = await fetch(`http://localhost:${port}`, { method: 'POST', body })
    expect(await answer.json()).to.have.property('result', session.networkId)
  })

  it('serves such a chain from another thread to files that wait for answers with web3 0.20', async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    temp.write({
      'truffle-config.js': config({ development: { host: '127.0.0.1', port, network_id: '*' } }),
      'test/own.js': `new Web3('${url}')`,
      'node_modules/web3/package.json': '{ "name": "web3", "version": "0.20.7" }',
    })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_accounts' })
    const ask = `fetch('${url}', { method: 'POST', body: '${body}' })`
    const script = `${ask}.then(async (answer) => console.log((await answer.json()).result[0]))`
    const printed = execFileSync(process.execPath, ['-e', script], { timeout: 20_000 })
    expect(String(printed).trim()).to.equal(session.from?.toLowerCase())
    expect(session.accounts).to.have.length(10)
  })

  it('serves such a chain when something in the process connects to its place', async () => {
    const port = await freePort()
    temp.write({
      'truffle-config.js': config({ development: { host: 'localhost', port, network_id: '*' } }),
    })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    expect(await isServed({ host: '127.0.0.1', port: await freePort() })).to.equal(false)
    const ask = async (host: string): Promise<unknown> => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'net_version' })
      const answer = await fetch(`http://${host}:${port}`, { method: 'POST', body })
      return ((await answer.json()) as { result: unknown }).result
    }
    const web3 = createHttpProvider(`http://localhost:${port}`)
    const answers = await Promise.all([
      ...['localhost', '127.0.0.1'].map(ask),
      web3.request({ method: 'net_version', params: [] }),
    ])
    expect(answers).to.deep.equal(Array(3).fill(session.networkId))
    expect(session.provider.host).to.equal(`http://localhost:${port}`)
    await session.close()
    open.splice(0)
    expect(await isServed({ host: '127.0.0.1', port })).to.equal(false)
  })

  it('serves a chain of Truffle 4 when something in the process connects to its place', async () => {
    const port = await freePort()
    const networks = { development: { host: 'localhost', port, network_id: '*' } }
    temp.write({
      'truffle-config.js': `module.exports = ${JSON.stringify({ networks, truffle4: true })}`,
    })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    const web3 = createHttpProvider(String(session.provider.host))
    expect(await web3.request({ method: 'net_version', params: [] })).to.equal(session.networkId)
    await session.close()
    open.splice(0)
    expect(await isServed({ host: '127.0.0.1', port })).to.equal(false)
  })

  it('takes such a chain where a provider of the config finds nobody', async () => {
    const port = await freePort()
    temp.write({
      'truffle-config.js': `
        const url = 'http://localhost:${port}'
        const provider = () => ({
          name: 'own',
          async send({ id, method, params }, callback) {
            const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
            try {
              callback(null, await (await fetch(url, { method: 'POST', body })).json())
            } catch (error) {
              callback(error)
            }
          },
        })
        const development = { provider, network_id: '*' }
        module.exports = { networks: { development, live: { provider, network_id: 1 } } }`,
    })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    expect(session.provider).to.have.property('name', 'own')
    expect(session.accounts).to.have.lengthOf(10)
    await session.close()
    open.splice(0)
    const project = await temp.load({ overrides: { network: 'live' } })
    expect(await codeOf(openSession(project, { purpose: 'migrate' }))).to.be.instanceOf(TypeError)
  })

  it('follows the rules of ganache-cli 6 in a project that has it', async () => {
    const development = { host: '127.0.0.1', port: deadPort, network_id: '*' }
    const open = async (version: string): Promise<string | undefined> => {
      temp.write({
        'truffle-config.js': `module.exports = { networks: ${JSON.stringify({ development })}, compilers: { solc: { version: '${version}' } } }`,
        'package.json': JSON.stringify({
          devDependencies: { 'ganache-cli': '^6.12.2', truffle: '^5.1.0' },
        }),
      })
      // A config is required once in a process.
      const project = await temp.load()
      project.config.merge({ compilers: { solc: { version } } })
      return (await opened(openSession(project, { purpose: 'test' }))).devchain?.hardfork
    }
    expect(await open('0.6.12')).to.equal('muirGlacier')
    expect(await open('0.8.21')).to.equal('shanghai')
  })

  it('takes no notice of a hardfork that is none, which Truffle did not read', async () => {
    const development = {
      host: 'localhost',
      port: deadPort,
      network_id: '*',
      hardfork: 'instanbul',
    }
    temp.write({ 'truffle-config.js': config({ development }) })
    const session = await opened(openSession(await temp.load(), { purpose: 'exec' }))
    expect(session.devchain?.hardfork).to.equal('shanghai')
  })

  it('has the network id that the config wants in such a chain', async () => {
    const development = { host: 'localhost', port: deadPort, network_id: 1234 }
    temp.write({ 'truffle-config.js': config({ development }) })
    const session = await opened(openSession(await temp.load(), { purpose: 'exec' }))
    expect(session.networkId).to.equal('1234')
  })

  it('answers errors to callbacks as responses, and rejects requests with plain errors', async () => {
    temp.write({ 'truffle-config.js': config({}) })
    const session = await opened(openSession(await temp.load(), { purpose: 'test' }))
    const { send, request } = session.provider
    const answer = await promisify(send)({ id: 1, method: 'eth_foo', params: [] })
    expect(answer).to.have.property('error').that.includes({ code: -32700 })
    const error = await request({ method: 'eth_foo' }).catch((thrown: unknown) => thrown)
    expect(Object(error).name).to.equal('Error')
    expect(error).to.have.property('code', -32700)
  })

  it('refuses a node that does not answer, with the words that Truffle has', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const live = { url: `http://127.0.0.1:${port}`, network_id: 1, networkCheckTimeout: 50 }
    temp.write({ 'truffle-config.js': config({ live }) })
    const project = await temp.load({ overrides: { network: 'live' } })
    const code = await codeOf(openSession(project, { purpose: 'exec' }))
    silent.close()
    expect(code).to.equal('TRUFFLE_NETWORK_TIMEOUT')
    expect(temp.printed.join()).to.contain('Something went wrong while attempting to connect')
  })

  describe('on a node that is served', () => {
    let chain: Devchain
    let server: DevchainServer
    before(async () => {
      chain = await createDevchain({ dialect: 'ganache', networkId: 42 })
      server = await chain.listen({ port: 0 })
    })
    after(() => chain.close())

    it('uses it over HTTP', async () => {
      const development = { host: '127.0.0.1', port: server.port, network_id: '*' }
      temp.write({ 'truffle-config.js': config({ development }) })
      const project = await temp.load()
      const session = await opened(openSession(project, { purpose: 'exec' }))
      expect(session.devchain).to.equal(undefined)
      expect(session.networkId).to.equal('42')
      expect(project.config.network_id).to.equal(42)
      expect(session.provider.host).to.equal(`http://127.0.0.1:${server.port}`)
      const answer = await promisify(session.provider.send)([
        { id: 1, method: 'net_version', params: [] },
        { id: 2, method: 'eth_foo', params: [] },
      ])
      expect(answer).to.be.an('array').with.lengthOf(2)
    })

    it('uses it over a WebSocket, with subscriptions', async () => {
      const development = { host: '127.0.0.1', port: server.port, network_id: 42, websockets: true }
      temp.write({ 'truffle-config.js': config({ development }) })
      const session = await opened(openSession(await temp.load(), { purpose: 'exec' }))
      const { provider } = session
      const news = new Promise((resolve) => provider.on('message', resolve as () => void))
      await provider.request({ method: 'eth_subscribe', params: ['newHeads'] })
      await chain.mine()
      expect(await news).to.have.property('type', 'eth_subscription')
    })

    it('uses it by --url', async () => {
      temp.write({ 'truffle-config.js': config({}) })
      const url = `http://localhost:${server.port}`
      const project = await temp.load()
      const session = await opened(openSession(project, { purpose: 'console', url }))
      expect(session.networkName).to.equal(`localhost:${server.port}`)
    })

    it('refuses another network id', async () => {
      const development = { host: '127.0.0.1', port: server.port, network_id: 1 }
      temp.write({ 'truffle-config.js': config({ development }) })
      const error = await openSession(await temp.load(), { purpose: 'exec' }).catch(
        (e: unknown) => e,
      )
      expect(error).to.have.property('code', 'TRUFFLE_NETWORK_ID_MISMATCH')
      expect(error)
        .to.have.property('message')
        .that.contains('(1) does not match the one returned by the network (42).')
    })

    it('calls a function that makes a provider, and stops its engine at the end', async () => {
      temp.write({
        'truffle-config.js': `
          let stopped = 0
          const provider = () => ({
            engine: { stop: () => { stopped += 1 } },
            addresses: ['0xa'],
            async send({ id, method, params }, callback) {
              const answer = await fetch('${server.url}', {
                method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
              })
              callback(null, await answer.json())
            },
          })
          module.exports = { networks: { live: { provider, network_id: 42 } }, stopped: () => stopped }
        `,
      })
      const project = await temp.load({ overrides: { network: 'live' } })
      const session = await openSession(project, { purpose: 'exec' })
      expect(project.config.provider).to.equal(session.provider)
      expect(Reflect.get(session.provider, 'addresses')).to.deep.equal(['0xa'])
      await session.close()
      expect((project.config['stopped'] as () => number)()).to.equal(1)
    })
  })

  it('logs what is asked and answered when the config wants it', async () => {
    temp.write({ 'truffle-config.js': config({}) })
    const project = await temp.load({ overrides: { verboseRpc: true } })
    await opened(openSession(project, { purpose: 'test' }))
    const text = temp.printed.join('\n')
    expect(text).to.contain('   > {').and.to.contain('"method": "net_version"')
    expect(text).to.contain(' <   {').and.to.contain('"result": "5777"')
  })

  it('lends its chain to another project, which leaves it open', async () => {
    temp.write({ 'truffle-config.js': config({}) })
    const session = await opened(openSession(await temp.load(), { purpose: 'develop' }))
    const borrower = await temp.load()
    attachSession(borrower, session)
    const second = await openSession(borrower, { purpose: 'migrate' })
    expect(second.devchain).to.equal(session.devchain)
    expect(second.networkName).to.equal('develop')
    await second.close()
    expect(await session.provider.request({ method: 'eth_blockNumber' })).to.equal('0x0')
  })
})
