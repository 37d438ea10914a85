import { expect } from 'chai'
import {
  BrowserProvider,
  Contract,
  ContractFactory,
  type Eip1193Provider,
  type JsonRpcApiProvider,
  JsonRpcProvider,
  verifyMessage,
  verifyTypedData,
  Wallet,
} from 'ethers'
import type { DevchainServer } from '../../../src/index.js'
import { useDevchain } from '../../devchain-fixture.js'
import { readFixture } from '../../fixture.js'

const token = readFixture<{ abi: string[]; bytecode: string }>('token.json')

for (const transport of ['in process', 'over HTTP'] as const) {
  describe(`ethers ${transport}`, () => {
    const chain = useDevchain()
    let provider: JsonRpcApiProvider
    let server: DevchainServer | undefined
    let contract: Contract

    before(async () => {
      if (transport === 'over HTTP') {
        server = await chain().listen({ port: 0 })
        provider = new JsonRpcProvider(server.url, undefined, { cacheTimeout: -1 })
      } else {
        // ethers declares listeners loosely.
        const inProcess = chain() as unknown as Eip1193Provider
        provider = new BrowserProvider(inProcess, undefined, { cacheTimeout: -1 })
      }
      const factory = new ContractFactory(token.abi, token.bytecode, await provider.getSigner(0))
      const deployed = await factory.deploy('Token', 1_000n)
      await deployed.waitForDeployment()
      contract = new Contract(await deployed.getAddress(), token.abi, await provider.getSigner(0))
    })

    after(async () => {
      provider.destroy()
      await server?.close()
    })

    async function rejected(name: string, ...args: unknown[]): Promise<unknown> {
      return await contract
        .getFunction(name)(...args)
        .then(
          () => undefined,
          (error: unknown) => error,
        )
    }

    it('deploys, calls, sends and reads events', async () => {
      const to = (await provider.getSigner(1)).address
      const sent = await contract.getFunction('transfer')(to, 7n)
      const receipt = await sent.wait()
      expect(receipt).to.include({ status: 1 })
      expect(await contract.getFunction('balanceOf')(to)).to.equal(7n)
      const events = await contract.queryFilter(contract.getEvent('Transfer')(null, to))
      expect(events).to.have.length(1)
    })

    it('decodes reverts of calls', async () => {
      expect(await rejected('failView', 0)).to.include({
        code: 'CALL_EXCEPTION',
        reason: 'a reason',
      })
      expect(await rejected('failView', 1)).to.have.nested.property('revert.name', 'Panic')
      expect(await rejected('failView', 2)).to.have.nested.property(
        'revert.name',
        'InsufficientBalance',
      )
    })

    it('finds the data of reverts when it estimates gas and when it sends', async () => {
      const estimate = await rejected('fail', 2)
      expect(estimate).to.include({ code: 'CALL_EXCEPTION', action: 'estimateGas' })
      expect(estimate)
        .to.have.property('data')
        .that.matches(/^0xdb42144d/)
      const sent = await rejected('fail', 2, { gasLimit: 100_000 })
      expect(JSON.stringify(sent)).to.contain('unrecognized custom error')
    })

    it('signs messages and typed data', async () => {
      const signer = await provider.getSigner(0)
      expect(verifyMessage('hello', await signer.signMessage('hello'))).to.equal(signer.address)
      const domain = { name: 'Mail', version: '1', chainId: 31337, salt: `0x${'12'.repeat(32)}` }
      const types = {
        Person: [
          { name: 'name', type: 'string' },
          { name: 'wallets', type: 'address[2]' },
        ],
        Mail: [
          { name: 'to', type: 'Person[]' },
          { name: 'body', type: 'bytes' },
        ],
      }
      const mail = {
        to: [{ name: 'Bob', wallets: [signer.address, signer.address] }],
        body: '0x12',
      }
      const signature = await signer.signTypedData(domain, types, mail)
      expect(verifyTypedData(domain, types, mail, signature)).to.equal(signer.address)
    })

    it('sends what a wallet signed, of every type', async () => {
      const wallet = new Wallet(chain().accounts[3]?.privateKey ?? '', provider)
      const to = wallet.address
      for (const type of [0, 1, 2]) {
        const sent = await wallet.sendTransaction({ to, value: 1n, type })
        expect(await sent.wait()).to.include({ status: 1, type })
      }
      const authorization = await wallet.authorize({
        address: await contract.getAddress(),
        nonce: (await wallet.getNonce()) + 1,
      })
      const sent = await wallet.sendTransaction({
        to: (await provider.getSigner(5)).address,
        type: 4,
        authorizationList: [authorization],
      })
      expect(await sent.wait()).to.include({ status: 1, type: 4 })
      expect(await provider.getCode(to)).to.match(/^0xef0100/)
    })

    it('reads blocks, fees and the pending block', async () => {
      const block = await provider.getBlock('latest', true)
      expect(block?.prefetchedTransactions).to.have.length(1)
      expect((await provider.getFeeData()).maxFeePerGas).to.be.a('bigint')
      expect(await provider.getBlock('pending')).to.include({ hash: null })
    })
  })
}
