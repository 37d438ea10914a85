import { readFileSync } from 'node:fs'
import { isScaffoldError, type RequestArguments } from '@scaffold-evm/common'
import { expect } from 'chai'
import { createDevchain } from '../src/devchain.js'
import type { DevchainOptions } from '../src/options.js'
import { accountOf, rejection, send, useDevchain } from './devchain-fixture.js'

async function refusal(options: object): Promise<unknown> {
  return await createDevchain(options as DevchainOptions).catch((error: unknown) => error)
}

describe('createDevchain', () => {
  it('refuses options that are unknown or cannot be', async () => {
    const cases: readonly [object, string][] = [
      [{ chainid: 1 }, 'Did you mean "chainId"'],
      [{ mining: { atuo: true } }, '"mining.atuo" is invalid'],
      [{ chainId: -1 }, 'expected an integer above zero (bigint or number), got -1'],
      [{ accounts: [{ privateKey: '0x12' }] }, '"accounts[0].privateKey"'],
      [{ accounts: [{}] }, 'got nothing'],
      [{ fork: { url: 'ftp://x' } }, 'an http or https URL'],
      [{ initialDate: 'yesterday-ish' }, 'a Date'],
      [{ mining: { order: 'random' } }, 'one of "fees", "arrival"'],
      [{ logger: 5 }, 'a function'],
    ]
    for (const [options, text] of cases) {
      const error = await refusal(options)
      expect(isScaffoldError(error, 'DEVCHAIN_OPTION_INVALID'), text).to.equal(true)
      expect(error).to.have.property('message').that.contains(text)
    }
  })

  it('knows the near name of a hardfork', async () => {
    const error = await refusal({ hardfork: 'oska' })
    expect(isScaffoldError(error, 'CHAIN_HARDFORK_UNKNOWN')).to.equal(true)
    expect(error).to.have.property('message').that.contains('osaka')
  })

  it('says of a request without a method what a request is', async () => {
    const chain = await createDevchain()
    for (const method of [undefined, 7]) {
      // As JavaScript may call it.
      const request = { method } as unknown as RequestArguments
      const error = await chain.request(request).catch((error: unknown) => error)
      expect(error).to.include({ code: -32600 })
    }
    await chain.close()
  })

  it('begins with the well-known accounts', async () => {
    const chain = await createDevchain()
    expect(chain.accounts).to.have.length(10)
    expect(chain.accounts[0]).to.deep.equal({
      address: '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
      privateKey: '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80',
    })
    expect(await send(chain, 'eth_getBalance', accountOf(chain, 9))).to.equal(
      '0x21e19e0c9bab2400000',
    )
    await chain.close()
  })

  it('says which version it is, in a way that Hardhat’s helpers accept', async () => {
    const chain = await createDevchain()
    const manifest = new URL('../../package.json', import.meta.url)
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
    const said = await send(chain, 'web3_clientVersion')
    // Hardhat 3 looks for the first of these, Hardhat 2 for the second.
    expect(said).to.match(/^(hardhat|zksync|anvil)/i)
    expect(said).to.match(/^(hardhatnetwork|zksync|anvil)/i)
    expect(said).to.contain(`/scaffold-${version}/`)
    await chain.close()
  })

  it('takes networkId, accounts and the time of genesis', async () => {
    const chain = await createDevchain({
      networkId: 5,
      chainId: 7n,
      accounts: [{ privateKey: `0x${'12'.repeat(32)}`, balanceWei: 3n }],
      initialDate: new Date(1_700_000_000_000),
    })
    expect(await send(chain, 'net_version')).to.equal('5')
    expect(await send(chain, 'eth_chainId')).to.equal('0x7')
    expect(await send(chain, 'eth_getBalance', accountOf(chain, 0))).to.equal('0x3')
    const genesis = await send(chain, 'eth_getBlockByNumber', '0x0')
    expect(genesis).to.include({ timestamp: '0x6553f100' })
    await chain.close()
  })
})

describe('Devchain', () => {
  const chain = useDevchain()

  it('goes back to snapshots, each once', async () => {
    const id = await chain().snapshot()
    await chain().setBalance(accountOf(chain(), 1), 5n)
    await chain().mine(3)
    await chain().revert(id)
    expect(await send(chain(), 'eth_blockNumber')).to.equal('0x0')
    const error = await chain()
      .revert(id)
      .catch((cause: unknown) => cause)
    expect(isScaffoldError(error, 'DEVCHAIN_SNAPSHOT_UNKNOWN')).to.equal(true)
  })

  it('moves time', async () => {
    const before = await send(chain(), 'eth_getBlockByNumber', 'latest')
    const start = Number((before as { timestamp: string }).timestamp)
    await chain().setNextBlockTimestamp(start + 1_000)
    await chain().mine()
    await chain().mine(2, 60)
    const after = await send(chain(), 'eth_getBlockByNumber', 'latest')
    expect(Number((after as { timestamp: string }).timestamp)).to.equal(start + 1_000 + 1 + 60)
  })

  it('sets accounts, and acts for those it has no key of', async () => {
    const stranger = `0x${'ab'.repeat(20)}` as const
    await chain().setBalance(stranger, 10n ** 18n)
    await chain().setNonce(stranger, 7)
    await chain().setStorageAt(stranger, 1n, '0x2a')
    expect(await send(chain(), 'eth_getStorageAt', stranger, '0x1')).to.match(/2a$/)
    await chain().impersonate(stranger)
    const hash = await send(chain(), 'eth_sendTransaction', { from: stranger, to: stranger })
    expect(await send(chain(), 'eth_getTransactionByHash', hash)).to.include({
      from: stranger,
      nonce: '0x7',
    })
    await chain().stopImpersonating(stranger)
    expect(await rejection(chain(), 'eth_sendTransaction', { from: stranger })).to.include({
      code: -32_000,
    })
  })

  it('tells subscribers before the request that caused it is answered', async () => {
    const heads: unknown[] = []
    const listener = (message: unknown) => heads.push(message)
    chain().on('message', listener)
    const subscription = await send(chain(), 'eth_subscribe', 'newHeads')
    await chain().mine(2)
    expect(heads).to.have.length(2)
    expect(heads[0]).to.have.nested.property('data.subscription', subscription)
    expect(heads[0]).to.have.nested.property('data.result.number')
    expect(await send(chain(), 'eth_unsubscribe', subscription)).to.equal(true)
    expect(await send(chain(), 'eth_unsubscribe', subscription)).to.equal(false)
    await chain().mine()
    expect(heads).to.have.length(2)
    chain().removeListener('message', listener)
  })

  it('has clients whose listeners and subscriptions are their own', async () => {
    const [first, second] = [chain().connect(), chain().connect()]
    const heard: string[] = []
    const listen = (name: string, event: string) => (payload: unknown) =>
      heard.push(`${name} ${event} ${typeof payload === 'string' ? payload : ''}`)
    for (const [name, client] of [
      ['first', first],
      ['second', second],
    ] as const) {
      for (const event of ['message', 'chainChanged', 'disconnect']) {
        client.on(event, listen(name, event))
      }
    }
    const subscription = await first.request({ method: 'eth_subscribe', params: ['newHeads'] })
    const foreign = { method: 'eth_unsubscribe', params: [subscription] }
    expect(await second.request(foreign)).to.equal(false)
    await second.request({ method: 'evm_mine' })
    await send(chain(), 'anvil_setChainId', 7)
    first.close()
    first.close()
    await send(chain(), 'anvil_setChainId', 31_337)
    expect(heard).to.deep.equal([
      'first message ',
      'first chainChanged 0x7',
      'second chainChanged 0x7',
      'first disconnect ',
      'second chainChanged 0x7a69',
    ])
    const late = await first.request({ method: 'eth_chainId' }).catch((error) => error.code)
    expect(late).to.equal(4_900)
    expect(await second.request({ method: 'eth_chainId' })).to.equal('0x7a69')
  })

  it('rewrites its past', async () => {
    const [from, to] = [accountOf(chain(), 5), `0x${'cd'.repeat(20)}` as const]
    await send(chain(), 'eth_sendTransaction', { from, to, value: '0x1' })
    await chain().reorg(1, [{ transaction: { from, to, value: '0x2' }, blockOffset: 0 }])
    expect(await send(chain(), 'eth_getBalance', to)).to.equal('0x2')
    await chain().rollback()
    expect(await send(chain(), 'eth_getBalance', to)).to.equal('0x0')
  })

  it('announces connection and changes of the chain id', async () => {
    const seen: unknown[] = []
    chain().on('connect', (info: unknown) => seen.push(info))
    chain().on('chainChanged', (id: unknown) => seen.push(id))
    await send(chain(), 'anvil_setChainId', 5)
    await send(chain(), 'anvil_setChainId', 31_337)
    expect(seen).to.deep.equal([{ chainId: '0x7a69' }, '0x5', '0x7a69'])
  })

  it('rejects requests once it is closed', async () => {
    const other = await createDevchain()
    const server = await other.listen({ port: 0 })
    await other.close()
    await other.close()
    expect(await rejection(other, 'eth_chainId')).to.include({ code: 4_900 })
    const answer = await fetch(server.url, { method: 'POST' }).catch(() => 'refused')
    expect(answer).to.equal('refused')
  })
})
