import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { verifyMessage, verifyTypedData, Wallet } from 'ethers'
import type { Connection } from '../src/connection.js'
import { toTransactionRequest } from '../src/internal/signing/rpc-transaction.js'
import { failure } from './support/expect-code.js'
import { type FakeAnswer, startFakeNode } from './support/fake-node.js'
import { withProject } from './support/project-dir.js'

const wallet = new Wallet('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
const other = new Wallet('0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d')
const missing = { error: { code: -32601, message: 'the method does not exist/is not available' } }

type Asked = Record<string, string>
type Methods = Readonly<Record<string, (params: readonly unknown[]) => Promise<FakeAnswer>>>

function sign(tx: Asked, changes: Asked = {}, by = wallet): Promise<string> {
  const { from: _, chainId, ...rest } = { ...tx, ...changes }
  return by.signTransaction({ ...toTransactionRequest(rest), chainId: BigInt(chainId ?? 0) })
}

function transactionOf(params: readonly unknown[]): Asked {
  return Object(params[0])
}

/** As web3signer: gives what it signed. */
const web3signer: Methods = {
  eth_accounts: async () => ({ result: [wallet.address.toLowerCase()] }),
  eth_signTransaction: async (params) => ({ result: await sign(transactionOf(params)) }),
}

/** As clef: methods of its own, what it signed in an object. */
const clef: Methods = {
  account_list: async () => ({ result: [wallet.address] }),
  account_signTransaction: async (params) => {
    const raw = await sign(transactionOf(params))
    return { result: { raw, tx: {} } }
  },
}

describe('an external signer', function () {
  this.timeout(20_000)

  let chain: Devchain
  let url: string
  before(async () => {
    chain = await createDevchain()
    url = (await chain.listen({ port: 0 })).url
  })
  after(() => chain.close())

  async function connected<T>(
    methods: Methods,
    action: (connection: Connection) => Promise<T>,
    signer = '',
  ): Promise<T> {
    const node = await startFakeNode(async ({ method, params }) => {
      const answer = Object.hasOwn(methods, method) ? methods[method] : undefined
      return answer === undefined ? missing : answer(params)
    })
    const accounts = `[{ signer: { url: '${node.url}'${signer} } }]`
    try {
      return await withProject(
        `{ networks: { n: { url: '${url}', accounts: ${accounts} } } }`,
        async (project) => {
          const connection = await project.connect('n')
          try {
            return await action(connection)
          } finally {
            await connection.close()
          }
        },
      )
    } finally {
      await node.close()
    }
  }

  const deploying = async (connection: Connection): Promise<void> => {
    const child = await connection.deploy('Child', [wallet.address])
    expect(child.deploymentTransaction()?.from).to.equal(wallet.address)
  }

  it('signs as web3signer does', () => connected(web3signer, deploying))
  it('signs as clef does', () => connected(clef, deploying))
  it('sends by itself where it does nothing else', () =>
    connected(
      {
        eth_accounts: async () => ({ result: [wallet.address] }),
        eth_chainId: async () => ({ result: '0x7a69' }),
        eth_sendTransaction: async (params) => {
          const raw = await sign(transactionOf(params))
          return {
            result: await chain.request({ method: 'eth_sendRawTransaction', params: [raw] }),
          }
        },
      },
      async (connection) => {
        await deploying(connection)
        const signing = connection.provider.request({
          method: 'eth_signTransaction',
          params: [{ from: wallet.address, to: wallet.address }],
        })
        const error = await signing.catch((thrown: unknown) => thrown)
        expect(error).to.have.property('code', 4200)
      },
    ))

  it('is found out when it sends something else', async () => {
    const methods: Methods = {
      eth_accounts: async () => ({ result: [wallet.address] }),
      eth_sendTransaction: async (params) => {
        const raw = await sign(transactionOf(params), { to: other.address })
        return { result: await chain.request({ method: 'eth_sendRawTransaction', params: [raw] }) }
      },
    }
    await connected(methods, (connection) =>
      failure('SIGNER_MISMATCH', () => deploying(connection)),
    )
  })

  it('is told everything, so that it needs no node', async () => {
    let asked: Asked = {}
    const methods: Methods = {
      ...web3signer,
      eth_signTransaction: async (params) => {
        asked = transactionOf(params)
        return { result: await sign(asked) }
      },
    }
    await connected(methods, deploying)
    expect(asked).to.have.keys(
      ...[
        'from',
        'data',
        'gas',
        'nonce',
        'maxFeePerGas',
        'maxPriorityFeePerGas',
        'type',
        'chainId',
      ],
    )
    expect(asked['chainId']).to.equal('0x7a69')
  })

  it('has the accounts that the config says', () =>
    connected(
      { eth_signTransaction: web3signer['eth_signTransaction'] ?? clef['account_list'] } as Methods,
      async (connection) => {
        expect(await connection.accounts()).to.deep.equal([wallet.address])
        await deploying(connection)
      },
      `, accounts: ['${wallet.address}']`,
    ))

  it('signs messages and typed data', async () => {
    const domain = { name: 'D', chainId: 31337 }
    const types = { Mail: [{ name: 'to', type: 'address' }] }
    const value = { to: wallet.address }
    const methods: Methods = {
      ...web3signer,
      personal_sign: async () => ({ result: await wallet.signMessage('hello') }),
      eth_signTypedData_v4: async () => ({
        result: await wallet.signTypedData(domain, types, value),
      }),
    }
    await connected(methods, async (connection) => {
      const signer = await connection.signer()
      expect(verifyMessage('hello', await signer.signMessage('hello'))).to.equal(wallet.address)
      const typed = await signer.signTypedData(domain, types, value)
      expect(verifyTypedData(domain, types, value, typed)).to.equal(wallet.address)
    })
  })

  const frauds: readonly (readonly [string, (tx: Asked) => Promise<string>])[] = [
    ['another target', (tx) => sign(tx, { to: other.address })],
    ['another value', (tx) => sign(tx, { value: '0x5' })],
    ['other data', (tx) => sign(tx, { data: '0x' })],
    ['another nonce', (tx) => sign(tx, { nonce: '0x63' })],
    ['another chain', (tx) => sign(tx, { chainId: '0x1' })],
    ['more gas', (tx) => sign(tx, { gas: '0x1c9c380' })],
    ['a higher fee', (tx) => sign(tx, { maxFeePerGas: '0xe8d4a51000' })],
    [
      'another kind',
      ({ maxFeePerGas: _, maxPriorityFeePerGas: __, ...tx }) =>
        sign({ ...tx, type: '0x0', gasPrice: '0x77359400' }),
    ],
    ['another key', (tx) => sign(tx, {}, other)],
    ['what is no transaction', async () => '0x1234'],
    ['what is no hex', async () => 'signed!'],
  ]
  for (const [what, fraud] of frauds) {
    it(`is refused with ${what}, and nothing is sent`, async () => {
      const before = await chain.request({ method: 'eth_blockNumber' })
      const methods: Methods = {
        ...web3signer,
        eth_signTransaction: async (params) => ({ result: await fraud(transactionOf(params)) }),
      }
      await connected(methods, (connection) =>
        failure('SIGNER_MISMATCH', () => deploying(connection)),
      )
      expect(await chain.request({ method: 'eth_blockNumber' })).to.equal(before)
    })
  }

  const problems: readonly (readonly [string, string, Methods])[] = [
    [
      'says no',
      'SIGNER_REFUSED',
      {
        ...web3signer,
        eth_signTransaction: async () => ({ error: { code: -32000, message: 'Request denied' } }),
      },
    ],
    ['lists no accounts', 'SIGNER_REFUSED', {}],
    [
      'lists nonsense',
      'ACCOUNT_NOT_FOUND',
      { eth_accounts: async () => ({ result: ['x', 5, null] }) },
    ],
    [
      'neither signs nor sends',
      'SIGNER_REFUSED',
      { eth_accounts: async () => ({ result: [wallet.address] }) },
    ],
    [
      'is of another chain',
      'NETWORK_CHAIN_MISMATCH',
      { ...web3signer, eth_chainId: async () => ({ result: '0x1' }) },
    ],
    [
      'is no JSON-RPC server',
      'NETWORK_UNREACHABLE',
      { eth_chainId: async () => ({ raw: '<html>', status: 500 }) },
    ],
  ]
  for (const [what, code, methods] of problems) {
    it(`is refused when it ${what}`, () =>
      connected(methods, (connection) => failure(code, () => deploying(connection))))
  }
})
