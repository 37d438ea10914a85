import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { Transaction } from 'ethers'
import type { Connection } from '../src/connection.js'
import type { RpcError } from '../src/rpc-error.js'
import { failure } from './support/expect-code.js'
import { type FakeNode, startFakeNode } from './support/fake-node.js'
import { withProject } from './support/project-dir.js'

const keys = [
  '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
]
const [first, second, third] = [
  '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
]
const safe = '0x5afe000000000000000000000000000000000001'

describe('networks', function () {
  this.timeout(20_000)

  let chain: Devchain
  /** Before the chain; says another chain id when told to. */
  let node: FakeNode
  let saidChainId: string | undefined
  before(async () => {
    chain = await createDevchain()
    node = await startFakeNode(async ({ method, params }) => {
      if (method === 'eth_chainId' && saidChainId !== undefined) return { result: saidChainId }
      return chain.request({ method, params }).then(
        (result) => ({ result }),
        (error: RpcError) => ({ error: { code: error.code, message: error.message } }),
      )
    })
  })
  afterEach(() => {
    saidChainId = undefined
  })
  after(async () => {
    await node.close()
    await chain.close()
  })

  function connected<T>(
    config: string,
    action: (connection: Connection) => Promise<T>,
    record?: object,
  ): Promise<T> {
    return withProject(config.replaceAll('URL', node.url), async (project) => {
      if (record !== undefined) {
        await mkdir(join(project.root, 'deployments'))
        await writeFile(join(project.root, 'deployments/n.json'), JSON.stringify(record))
      }
      const connection = await project.connect(config.includes('url:') ? 'n' : undefined)
      try {
        return await action(connection)
      } finally {
        await connection.close()
      }
    })
  }

  const pay = (connection: Connection, more = {}): Promise<unknown> =>
    connection.provider.request({
      method: 'eth_sendTransaction',
      params: [{ from: first, to: second, value: '0x1', ...more }],
    })

  const network = (more: string): string => `{ networks: { n: { url: 'URL', ${more} } } }`
  const withKeys = network(`accounts: ['${keys[0]}']`)
  const recordOf = (chainId: string): object => ({
    format: 'scaffold-deployments-1',
    network: 'n',
    chainId,
    genesisHash: `0x${'11'.repeat(32)}`,
    contracts: {},
    migrations: {},
  })

  describe('the chain id', () => {
    for (const [whose, config] of [
      ['we sign', withKeys],
      ['the node signs', network('')],
    ] as const) {
      it(`is asked again before each transaction, where ${whose}`, async () => {
        await connected(config, async (connection) => {
          await pay(connection)
          saidChainId = '0x1'
          const count = await chain.request({ method: 'eth_blockNumber' })
          await failure('NETWORK_CHAIN_MISMATCH', () => pay(connection))
          expect(await chain.request({ method: 'eth_blockNumber' })).to.equal(count)
        })
      })

      it(`has to be that of the record, where the config has none and ${whose}`, async () => {
        const sending = (connection: Connection): Promise<unknown> =>
          failure('NETWORK_CHAIN_MISMATCH', () => pay(connection))
        await connected(config, sending, recordOf('11155111'))
        await connected(config, pay, recordOf('31337'))
        // A local node of another kind.
        await connected(config, pay, recordOf('1337'))
      })
    }

    it('is in what is signed', async () => {
      await connected(withKeys, async (connection) => {
        const params = [{ from: first, to: second }]
        const raw = await connection.provider.request({ method: 'eth_signTransaction', params })
        expect(Transaction.from(String(raw)).chainId).to.equal(31337n)
        const legacy = [{ from: first, to: second, gasPrice: '0x77359400' }]
        const old = await connection.provider.request({
          method: 'eth_signTransaction',
          params: legacy,
        })
        expect(Transaction.from(String(old))).to.include({ type: 0, chainId: 31337n })
      })
    })

    it('is refused when it is no number', async () => {
      saidChainId = 'mainnet'
      await failure('NETWORK_UNREACHABLE', () => connected(withKeys, pay))
    })
  })

  it('has accounts of several kinds, in the order of the config', async () => {
    const mnemonic = 'test test test test test test test test test test test junk'
    const accounts = `accounts: [{ mnemonic: '${mnemonic}', initialIndex: 2, count: 1 }, '${keys[1]}', 'node']`
    await connected(network(accounts), async (connection) => {
      const found = await connection.accounts()
      expect(found.slice(0, 3)).to.deep.equal([third, second, first])
      expect(new Set(found).size).to.equal(found.length)
      expect(await connection.signsLocally(second ?? '')).to.equal(true)
      expect(await connection.signsLocally(first ?? '')).to.equal(false)
      await pay(connection)
      await pay(connection, { from: second, to: first })
    })
  })

  describe('namedAccounts', () => {
    const names = `namedAccounts: { deployer: 1, admin: { default: 0, n: '${safe}' }, far: { n: 7 }, gone: { other: 1 } }`

    it('stand for accounts by network', async () => {
      await connected(`{ ${names}, networks: { n: { url: 'URL' } } }`, async (connection) => {
        expect(await connection.namedAccounts()).to.deep.equal({
          deployer: second,
          admin: '0x5aFE000000000000000000000000000000000001',
          far: (await connection.accounts())[7],
        })
        const child = await connection.deploy('Child', [first], { from: 'deployer' })
        expect(child.deploymentTransaction()?.from).to.equal(second)
      })
      await connected(`{ ${names} }`, async (connection) => {
        expect(await connection.namedAccounts()).to.deep.equal({ deployer: second, admin: first })
      })
    })

    it('are suggested for a name that is none, and a key is not repeated', async () => {
      await connected(`{ ${names} }`, async (connection) => {
        const error = await failure('ADDRESS_INVALID', () => connection.signer('deploier'))
        expect(error.hint).to.include('deployer')
        const slip = await failure('ADDRESS_INVALID', () => connection.signer(keys[0] ?? ''))
        expect(`${slip.message}${JSON.stringify(slip)}`).not.to.include(keys[0]?.slice(4))
      })
    })

    it('are refused beyond the accounts', async () => {
      const config = `{ namedAccounts: { a: 1 }, networks: { n: { url: 'URL', accounts: ['${keys[0]}'] } } }`
      await connected(config, async (connection) => {
        await failure('ACCOUNT_NOT_FOUND', () => connection.signer('a'))
        expect(await connection.namedAccounts()).to.deep.equal({})
      })
    })
  })

  describe('budgetWei', () => {
    const fees = 'gasPrice: 2_000_000_000n'
    // A payment costs 21,000 gas, so 42,000 gwei.
    for (const [whose, accounts] of [
      ['we sign', `, accounts: ['${keys[0]}']`],
      ['the node signs', ''],
    ] as const) {
      it(`lets no fees go beyond it, where ${whose}`, async () => {
        const config = network(`${fees}, budgetWei: 90_000_000_000_000n${accounts}`)
        await connected(config, async (connection) => {
          await pay(connection)
          await pay(connection)
          const count = await chain.request({ method: 'eth_blockNumber' })
          await failure('FEE_BUDGET_EXCEEDED', () => pay(connection))
          expect(await chain.request({ method: 'eth_blockNumber' })).to.equal(count)
        })
      })
    }

    it('counts what a mined transaction did cost, and a replacement once', async () => {
      const config = network(`${fees}, budgetWei: 130_000_000_000_000n, accounts: ['${keys[0]}']`)
      await connected(config, async (connection) => {
        const hash = await pay(connection, { gas: '0xea60' })
        // 60,000 gas may cost 120,000 gwei; it took 21,000.
        await failure('FEE_BUDGET_EXCEEDED', () => pay(connection))
        await connection.provider.request({ method: 'eth_getTransactionReceipt', params: [hash] })
        await pay(connection)
        const nonce = await chain.request({
          method: 'eth_getTransactionCount',
          params: [first, 'pending'],
        })
        const sign = (gasPrice: string): Promise<unknown> =>
          connection.provider.request({
            method: 'eth_signTransaction',
            params: [{ from: first, to: second, nonce, gasPrice }],
          })
        await sign('0x77359400')
        await sign('0x7fffffff')
      })
    })
  })

  describe('isProduction', () => {
    const cases: readonly (readonly [string, string, string, boolean])[] = [
      ['a node on this machine', '0x1', '', false],
      ['one that the config says is', '0x7a69', 'production: true', true],
    ]
    for (const [what, chainId, config, expected] of cases) {
      it(`is ${expected} for ${what}`, async () => {
        saidChainId = chainId
        await connected(network(config), async (connection) => {
          expect(connection.isProduction).to.equal(expected)
        })
      })
    }

    it('is false in process', () =>
      connected('{}', async (connection) => expect(connection.isProduction).to.equal(false)))
  })
})
