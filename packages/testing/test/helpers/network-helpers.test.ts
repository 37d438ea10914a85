import type { Eip1193Provider, RequestArguments } from '@scaffold-evm/common'
import { isScaffoldError } from '@scaffold-evm/common'
import { createNetworkHelpers, type NetworkHelpers } from '../../src/network-helpers.js'
import { expect, openChain, type TestedChain } from '../support/chain.js'

/** The code of the error that `action` rejects with. */
async function codeOf(action: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    return isScaffoldError(error) ? error.code : String(error)
  }
}

describe('createNetworkHelpers', () => {
  const someone = `0x${'5c'.repeat(20)}`
  let chain: TestedChain
  let helpers: NetworkHelpers<TestedChain['connection']>
  beforeEach(async () => {
    chain = await openChain()
    helpers = createNetworkHelpers(chain.connection)
  })
  afterEach(() => chain.close())

  const request = (method: string, ...params: unknown[]): Promise<unknown> =>
    chain.connection.provider.request({ method, params })

  it('mines blocks, with an interval, and up to a number', async () => {
    await helpers.mine(3, { interval: 10 })
    expect(await helpers.time.latestBlock()).to.equal(3)
    await helpers.mineUpTo(7n)
    expect(await helpers.time.latestBlock()).to.equal(7)
    expect(await codeOf(() => helpers.mineUpTo(7))).to.equal('TEST_BLOCK_PAST')
  })

  it('moves the clock', async () => {
    const start = await helpers.time.latest()
    expect(await helpers.time.increase(helpers.time.duration.days(1))).to.equal(start + 86_400)
    await helpers.time.increaseTo(new Date((start + 200_000) * 1_000))
    expect(await helpers.time.latest()).to.equal(start + 200_000)
    await helpers.time.setNextBlockTimestamp(start + 300_000)
    await helpers.mine()
    expect(await helpers.time.latest()).to.equal(start + 300_000)
  })

  it('sets balance, nonce, code and storage, whatever the form of numbers', async () => {
    for (const balance of [1_000, 1_000n, '0x03e8']) {
      await helpers.setBalance(someone, balance)
      expect(await request('eth_getBalance', someone, 'latest')).to.equal('0x3e8')
    }
    await helpers.setNonce(someone, 5)
    expect(await request('eth_getTransactionCount', someone, 'latest')).to.equal('0x5')
    await helpers.setCode(someone, '0x6001')
    expect(await request('eth_getCode', someone, 'latest')).to.equal('0x6001')
    await helpers.setStorageAt(someone, 1, 42)
    expect(BigInt(await helpers.getStorageAt(someone, 1))).to.equal(42)
    await helpers.mine()
    await helpers.setStorageAt(someone, 1, 43)
    expect(BigInt(await helpers.getStorageAt(someone, 1, 'earliest'))).to.equal(42)
  })

  it('impersonates, and no longer', async () => {
    await helpers.setBalance(someone, 10n ** 18n)
    const signer = await chain.connection.signer(someone)
    await helpers.impersonateAccount(someone)
    await signer.sendTransaction({ to: someone })
    await helpers.stopImpersonatingAccount(someone)
    await expect(signer.sendTransaction({ to: someone })).to.be.rejected
  })

  it('sets what the next block has', async () => {
    await helpers.setCoinbase(someone)
    await helpers.setNextBlockBaseFeePerGas(123)
    await helpers.setBlockGasLimit(1_000_000)
    await helpers.setPrevRandao(77)
    await helpers.mine()
    expect(await request('eth_getBlockByNumber', 'latest', false)).to.include({
      miner: someone,
      baseFeePerGas: '0x7b',
      gasLimit: '0xf4240',
      mixHash: `0x${'4d'.padStart(64, '0')}`,
    })
  })

  it('goes back to a snapshot as often as asked', async () => {
    const snapshot = await helpers.takeSnapshot()
    for (const count of [1, 2]) {
      await helpers.mine(count)
      await snapshot.restore()
      expect(await helpers.time.latestBlock()).to.equal(0)
    }
  })

  it('drops a transaction that is not mined yet', async () => {
    await request('evm_setAutomine', false)
    const signer = await chain.connection.signer()
    const { hash } = await signer.sendTransaction({ to: someone })
    expect(await helpers.dropTransaction(hash)).to.equal(true)
    expect(await helpers.dropTransaction(hash)).to.equal(false)
  })

  it('rolls blocks back, and replaces them', async () => {
    const signer = await chain.connection.signer()
    const sent = await signer.sendTransaction({ to: someone, value: 3n })
    const balance = (): Promise<unknown> => request('eth_getBalance', someone, 'latest')
    const transaction = { from: signer, to: someone, value: 5n, gasLimit: 21_000 }
    await helpers.mine()
    await helpers.reorg(2, [{ transaction, blockOffset: 1 }])
    expect(await helpers.time.latestBlock()).to.equal(2)
    expect(await balance()).to.equal('0x5')
    expect(await request('eth_getTransactionByHash', sent.hash)).to.equal(null)
    const raw = await request('eth_getRawTransactionByBlockNumberAndIndex', '0x2', '0x0')
    await helpers.reorg(2, [{ transaction: String(raw) }])
    await helpers.rollback()
    expect(await balance()).to.equal('0x5')
    await helpers.rollback(1n)
    expect(await balance()).to.equal('0x0')
  })

  it('starts the chain anew', async () => {
    await helpers.mine(3)
    await helpers.reset()
    expect(await helpers.time.latestBlock()).to.equal(0)
  })

  it('refuses what is no number, address, hash or hexadecimal', async () => {
    const rows: readonly (readonly [() => Promise<unknown>, string])[] = [
      [() => helpers.mine(-1), 'TEST_NUMBER_INVALID'],
      [() => helpers.mine('5'), 'TEST_NUMBER_INVALID'],
      [() => helpers.mine(1.5), 'TEST_NUMBER_INVALID'],
      [() => helpers.setBalance('0xCF', 1), 'TEST_ADDRESS_INVALID'],
      [
        () => helpers.setBalance('0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266', 1),
        'TEST_ADDRESS_INVALID',
      ],
      [() => helpers.setCode(someone, 'zz'), 'TEST_HEX_INVALID'],
      [() => helpers.dropTransaction('0x12'), 'TEST_HASH_INVALID'],
    ]
    for (const [action, code] of rows) expect(await codeOf(action)).to.equal(code)
  })

  it('refuses networks that are no development nodes, and says which', async () => {
    const provider: Eip1193Provider = {
      request: ({ method }: RequestArguments) =>
        Promise.resolve(method === 'web3_clientVersion' ? 'Geth/v1.15' : undefined),
      on: () => undefined,
      removeListener: () => undefined,
    }
    const remote = createNetworkHelpers({ provider, networkName: 'sepolia' })
    expect(await codeOf(() => remote.mine())).to.equal('TEST_NETWORK_UNSUPPORTED')
    await expect(remote.time.latest()).to.be.rejectedWith(/connected to "sepolia".*Geth/)
  })

  describe('loadFixture', () => {
    it('runs a fixture once, and goes back to its state afterwards', async () => {
      let runs = 0
      async function twoBlocks(): Promise<number> {
        runs += 1
        await helpers.mine(2)
        return runs
      }
      expect(await helpers.loadFixture(twoBlocks)).to.equal(1)
      await helpers.mine(5)
      expect(await helpers.loadFixture(twoBlocks)).to.equal(1)
      expect(await helpers.time.latestBlock()).to.equal(2)
    })

    it('nests: going back to the inner one runs the outer one anew', async () => {
      const runs = { inner: 0, outer: 0 }
      async function inner(): Promise<void> {
        runs.inner += 1
        await helpers.mine()
      }
      async function outer(): Promise<void> {
        runs.outer += 1
        await helpers.loadFixture(inner)
        await helpers.mine()
      }
      await helpers.loadFixture(outer)
      await helpers.loadFixture(outer)
      await helpers.loadFixture(inner)
      await helpers.loadFixture(outer)
      expect(runs).to.deep.equal({ inner: 1, outer: 2 })
      expect(await helpers.time.latestBlock()).to.equal(2)
    })

    it('gives the connection to the fixture, and forgets all when asked', async () => {
      let runs = 0
      async function named(connection: TestedChain['connection']): Promise<string> {
        runs += 1
        return connection.networkName
      }
      expect(await helpers.loadFixture(named)).to.equal(chain.connection.networkName)
      helpers.clearSnapshots()
      await helpers.loadFixture(named)
      expect(runs).to.equal(2)
    })

    it('refuses anonymous functions, and snapshots that are gone', async () => {
      expect(await codeOf(() => helpers.loadFixture(async () => 1))).to.equal(
        'TEST_FIXTURE_ANONYMOUS',
      )
      async function named(): Promise<void> {
        await helpers.mine()
      }
      const before = await helpers.takeSnapshot()
      await helpers.loadFixture(named)
      await before.restore()
      expect(await codeOf(() => helpers.loadFixture(named))).to.equal('TEST_FIXTURE_LOST')
    })
  })
})
