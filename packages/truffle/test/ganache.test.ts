import { promisify } from 'node:util'
import { expect } from 'chai'
import { createGanacheProvider, createGanacheServer, type GanacheOptions } from '../src/ganache.js'

describe('createGanacheProvider', () => {
  const key = `0x${'12'.repeat(32)}`

  it('takes options in namespaces and all in one', async () => {
    for (const options of [
      {
        wallet: {
          mnemonic: 'candy maple cake sugar pudding cream honey rich smooth crumble sweet treat',
          totalAccounts: 2,
          defaultBalance: 5,
        },
        chain: { networkId: 7, hardfork: 'london' },
        miner: { blockGasLimit: 9_000_000 },
      },
      {
        mnemonic: 'candy maple cake sugar pudding cream honey rich smooth crumble sweet treat',
        total_accounts: 2,
        default_balance_ether: 5,
        network_id: 7,
        hardfork: 'london',
        gasLimit: '0x895440',
      },
    ]) {
      const provider = createGanacheProvider(options)
      const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
        provider.request({ method, params })
      const [first = ''] = (await ask('eth_accounts')) as string[]
      expect(first).to.equal('0x627306090abab3a6e1400e9345bc60c78a8bef57')
      expect(await ask('eth_getBalance', first, 'latest')).to.equal(
        `0x${(5n * 10n ** 18n).toString(16)}`,
      )
      expect(await ask('net_version')).to.equal('7')
      expect(await ask('eth_getBlockByNumber', 'latest', false)).to.include({
        gasLimit: '0x895440',
      })
      const initial = provider.getInitialAccounts()
      expect(Object.keys(initial)).to.deep.equal(await ask('eth_accounts'))
      expect(initial[first]?.balance).to.equal(5n * 10n ** 18n)
      await provider.disconnect()
    }
  })

  it('takes accounts by key, and unlocks others', async () => {
    const stranger = `0x${'ab'.repeat(20)}`
    const provider = createGanacheProvider({
      wallet: {
        accounts: [{ secretKey: key, balance: '0xde0b6b3a7640000' }],
        unlockedAccounts: [stranger],
      },
    })
    const [from] = (await provider.request({ method: 'eth_accounts' })) as string[]
    expect(Object.keys(provider.getInitialAccounts())).to.deep.equal([from])
    const send = (params: object): Promise<unknown> =>
      provider.request({ method: 'eth_sendTransaction', params: [params] })
    await send({ from, to: stranger, value: '0x2386f26fc10000' })
    await send({ from: stranger, to: from, value: '0x1' })
    await provider.disconnect()
  })

  it('has random accounts unless told otherwise', () => {
    const first = (options: GanacheOptions): string | undefined =>
      Object.keys(createGanacheProvider(options).getInitialAccounts())[0]
    expect(first({})).not.to.equal(first({}))
    expect(first({ wallet: { deterministic: true } })).to.equal(
      '0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1',
    )
  })

  it('answers callbacks and promises of send, and tells of subscriptions', async () => {
    const provider = createGanacheProvider()
    const answer = await promisify(provider.sendAsync)({ id: 1, method: 'eth_chainId', params: [] })
    expect(answer).to.have.property('result', '0x539')
    const news = new Promise((resolve) => provider.on('message', resolve as () => void))
    await provider.request({ method: 'eth_subscribe', params: ['newHeads'] })
    await provider.request({ method: 'evm_mine', params: [] })
    expect(await news).to.have.property('type', 'eth_subscription')
    await provider.disconnect()
  })
})

describe('createGanacheServer', () => {
  it('listens, with a promise and with a callback', async () => {
    const server = createGanacheServer({ chain: { networkId: 8 } })
    await new Promise<void>((resolve, reject) => {
      server.listen(0, (error: unknown) => (error ? reject(error) : resolve()))
    })
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'net_version' })
    const { port } = server.address() ?? {}
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body })
    expect(await answer.json()).to.have.property('result', '8')
    await server.close()
  })
})
