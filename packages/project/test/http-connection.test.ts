import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import {
  type Contract,
  encryptKeystoreJson,
  Transaction,
  verifyMessage,
  verifyTypedData,
  Wallet,
} from 'ethers'
import type { Connection } from '../src/connection.js'
import { failure } from './support/expect-code.js'
import { withProject } from './support/project-dir.js'

const mnemonic = 'test test test test test test test test test test test junk'
const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const owner = new Wallet(key).address

describe('Connection (http)', function () {
  this.timeout(20_000)

  let chain: Devchain
  let url: string
  before(async () => {
    chain = await createDevchain()
    url = (await chain.listen({ port: 0 })).url
  })
  after(() => chain.close())

  async function connected<T>(
    network: string,
    action: (connection: Connection) => Promise<T>,
    env: NodeJS.ProcessEnv = {},
  ): Promise<T> {
    const config = `{ networks: { n: { url: '${url}', ${network} } } }`
    return withProject(
      config,
      async (project) => {
        const connection = await project.connect('n')
        try {
          return await action(connection)
        } finally {
          await connection.close()
        }
      },
      env,
    )
  }

  const signing: readonly (readonly [string, string])[] = [
    ["the node's accounts", ''],
    ['private keys', `accounts: ['${key}']`],
    ['keys without 0x', `accounts: ['${key.slice(2)}']`],
    ['a mnemonic', `accounts: { mnemonic: '${mnemonic}', count: 3 }`],
    [
      'a later account of a mnemonic',
      `accounts: { mnemonic: '${mnemonic}', initialIndex: 2, count: 1 }`,
    ],
  ]
  for (const [what, network] of signing) {
    it(`deploys and sends with ${what}`, async () => {
      await connected(network, async (connection) => {
        const token = (await connection.deploy('Token', ['Gold', 10n])) as Contract
        const [first] = await connection.signers()
        const tx = await token.getFunction('mint')(first, 1n)
        await tx.wait()
        expect(await token.getFunction('balanceOf')(first)).to.equal(11n)
        expect(tx.type).to.equal(2)
      })
    })
  }

  it('derives the accounts of a mnemonic as everyone does', async () => {
    await connected(`accounts: { mnemonic: '${mnemonic}', count: 2 }`, async (connection) => {
      expect(await connection.accounts()).to.deep.equal([
        '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
        '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
      ])
    })
  })

  it('decrypts a key file', async () => {
    const account = { address: owner, privateKey: key }
    const json = await encryptKeystoreJson(account, 'pw', { scrypt: { N: 1024 } })
    const config = `{ networks: { n: { url: '${url}', accounts: { keystore: 'key.json', password: 'pw' } } } }`
    await withProject(config, async (project) => {
      const { writeFile } = await import('node:fs/promises')
      await writeFile(`${project.root}/key.json`, json)
      const connection = await project.connect('n')
      expect(await connection.accounts()).to.deep.equal([owner])
      await connection.close()
    })
  })

  const fees: readonly (readonly [string, Partial<Transaction>])[] = [
    ['gasPrice: 5_000_000_000n', { type: 0, gasPrice: 5_000_000_000n }],
    ['maxFeePerGas: 1_100_000_000n', { type: 2, maxFeePerGas: 1_100_000_000n }],
    ['maxPriorityFeePerGas: 2n', { type: 2, maxPriorityFeePerGas: 2n }],
  ]
  for (const [network, expected] of fees) {
    it(`sends with ${network}`, async () => {
      for (const accounts of ['', `, accounts: ['${key}']`]) {
        await connected(`${network}${accounts}`, async (connection) => {
          const child = await connection.deploy('Child', [owner])
          expect(child.deploymentTransaction()).to.include(expected)
        })
      }
    })
  }

  it('multiplies estimated gas', async () => {
    await connected(`accounts: ['${key}'], gasMultiplier: 1.5`, async (connection) => {
      const child = await connection.deploy('Child', [owner])
      const receipt = await child.deploymentTransaction()?.wait()
      const limit = child.deploymentTransaction()?.gasLimit ?? 0n
      expect(Number(limit) / Number(receipt?.gasUsed)).to.be.within(1.45, 1.6)
    })
  })

  it('gives nonces in order to what is sent at once', async () => {
    await connected(`accounts: ['${key}']`, async (connection) => {
      const [signer] = await connection.signers()
      const sent = await Promise.all(
        [1, 2, 3, 4].map((value) => signer?.sendTransaction({ to: owner, value })),
      )
      const nonces = sent.map((tx) => tx?.nonce ?? 0)
      expect(new Set(nonces).size).to.equal(4)
    })
  })

  it('signs messages, typed data and transactions as ethers verifies them', async () => {
    await connected(`accounts: ['${key}']`, async (connection) => {
      const signer = await connection.signer()
      expect(verifyMessage('hello', await signer.signMessage('hello'))).to.equal(owner)
      const domain = { name: 'D', chainId: 31337 }
      const types = { Mail: [{ name: 'to', type: 'address' }] }
      const signature = await signer.signTypedData(domain, types, { to: owner })
      expect(verifyTypedData(domain, types, { to: owner }, signature)).to.equal(owner)
      const raw = await signer.signTransaction({ to: owner, value: 1n })
      expect(Transaction.from(raw)).to.include({ from: owner, chainId: 31337n, value: 1n, type: 2 })
    })
  })

  it('passes impersonated senders on to the node', async () => {
    await connected(`accounts: ['${key}']`, async (connection) => {
      const whale = '0x00000000000000000000000000000000DeaDBeef'
      const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
        connection.provider.request({ method, params })
      await ask('hardhat_impersonateAccount', whale)
      await ask('hardhat_setBalance', whale, '0xde0b6b3a7640000')
      const child = await connection.deploy('Child', [owner], { from: whale })
      expect(child.deploymentTransaction()?.from).to.equal(whale)
    })
  })

  it('waits for confirmations', async () => {
    await connected(`confirmations: 3, pollingIntervalMs: 20`, async (connection) => {
      const timer = setInterval(() => void chain.mine(), 30)
      const child = await connection.deploy('Child', [owner])
      clearInterval(timer)
      const receipt = await child.deploymentTransaction()?.wait(1)
      expect((await receipt?.confirmations()) ?? 0).to.be.at.least(3)
    })
  })

  it('delivers events by looking for them', async () => {
    await connected('pollingIntervalMs: 20', async (connection) => {
      const token = (await connection.deploy('Token', ['Gold', 10n])) as Contract
      const seen = new Promise(
        (done) => void token.once('Minted', (_to: string, amount: bigint) => done(amount)),
      )
      await new Promise((done) => setTimeout(done, 50))
      await token.getFunction('mint')(owner, 3n)
      expect(await seen).to.equal(3n)
    })
  })

  it('refuses a node of another chain before it asks for keys', async () => {
    const config = `{ networks: { n: { url: '${url}', chainId: 1, accounts: ['${key}'] } } }`
    const error = await failure('NETWORK_CHAIN_MISMATCH', () =>
      withProject(config, (project) => project.connect('n')),
    )
    expect(error.shortMessage).to.equal(`Network "n" should be chain 1, but ${url} is chain 31337`)
  })

  it('looks for a secret key only when it has to sign, and never shows it', async () => {
    const { secret } = await import('../src/secret.js')
    expect(secret('X').name).to.equal('X')
    const src = JSON.stringify(new URL('../src/secret.js', import.meta.url).href)
    const config = (value: string): string =>
      `(await (async () => { const { secret } = await import(${src}); return ${value} })())`
    const network = config(`{ networks: { n: { url: '${url}', accounts: [secret('DEPLOYER')] } } }`)
    await withProject(network, async (project) => {
      const connection = await project.connect('n')
      expect(await connection.ethersProvider.getBlockNumber()).to.be.a('number')
      const error = await failure('SECRET_NOT_FOUND', () => connection.accounts())
      expect(error.message).to.include('DEPLOYER').and.include('networks.n.accounts')
      await connection.close()
    })
    const wrong = 'not-a-key-but-secret'
    await withProject(
      network,
      async (project) => {
        const connection = await project.connect('n')
        const error = await failure('SECRET_INVALID', () => connection.accounts())
        expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.to.include(wrong)
        await connection.close()
      },
      { DEPLOYER: wrong },
    )
    await withProject(
      network,
      async (project) => {
        await project.keystore.list()
        const connection = await project.connect('n')
        expect(await connection.accounts()).to.deep.equal([owner])
        await connection.close()
      },
      { DEPLOYER: key },
    )
  })

  it('refuses a mnemonic that is none without showing it', async () => {
    await connected(`accounts: { mnemonic: 'abandon ability secretword' }`, async (connection) => {
      const error = await failure('SECRET_INVALID', () => connection.accounts())
      expect(error.message).not.to.include('secretword')
    })
  })
})
