import assert from 'node:assert/strict'
import { Address } from '@ethereumjs/util'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import { failure, setUp } from '../helpers.js'

const gwei = 10n ** 9n

async function setUpPool(): Promise<{
  chain: Chain
  alice: Uint8Array
  bob: Uint8Array
  send: (from: Uint8Array, nonce: bigint, tipGwei: bigint) => Promise<Uint8Array>
}> {
  const { chain, alice, bob } = await setUp()
  await chain.setMiningMode({ isAutomine: false })
  const send = (from: Uint8Array, nonce: bigint, tipGwei: bigint): Promise<Uint8Array> =>
    chain.send({
      from,
      to: new Uint8Array(20).fill(1),
      nonce,
      gasLimit: 21_000n,
      maxFeePerGas: 100n * gwei,
      maxPriorityFeePerGas: tipGwei * gwei,
    })
  return { chain, alice, bob, send }
}

describe('the mempool', () => {
  it('keeps what has a nonce gap before it until the gap is filled', async () => {
    const { chain, alice, send } = await setUpPool()
    await send(alice, 1n, 1n)
    await send(alice, 3n, 1n)
    assert.equal(chain.mempool().pending.size, 0)
    assert.equal([...chain.mempool().queued.values()][0]?.length, 2)
    await send(alice, 0n, 1n)
    assert.equal([...chain.mempool().pending.values()][0]?.length, 2)
    assert.equal([...chain.mempool().queued.values()][0]?.length, 1)
    assert.equal(await chain.pendingNonce(alice), 2n)
    const [block] = await chain.mine()
    assert.equal(block?.transactions.length, 2)
    assert.equal([...chain.mempool().queued.values()][0]?.length, 1)
  })

  it('mines the highest tips first, each sender by nonce', async () => {
    const { chain, alice, bob, send } = await setUpPool()
    const hashes = [
      await send(alice, 0n, 2n),
      await send(alice, 1n, 9n),
      await send(bob, 0n, 5n),
      await send(bob, 1n, 1n),
    ]
    const [block] = await chain.mine()
    const order = block?.transactions.map(({ hash }) =>
      hashes.findIndex((h) => String(h) === String(hash)),
    )
    assert.deepEqual(order, [2, 0, 1, 3])
  })

  it('mines in order of arrival when told to', async () => {
    const { chain, alice, bob, send } = await setUpPool()
    await chain.setMiningMode({ order: 'arrival' })
    const hashes = [await send(alice, 0n, 1n), await send(bob, 0n, 5n), await send(alice, 1n, 9n)]
    const [block] = await chain.mine()
    assert.deepEqual(
      block?.transactions.map(({ hash }) => hash),
      hashes,
    )
  })

  it('replaces a transaction for a tenth more, and not for less', async () => {
    const { chain, alice, send } = await setUpPool()
    const first = await send(alice, 0n, 10n)
    await failure(send(alice, 0n, 10n), 'CHAIN_TRANSACTION_KNOWN')
    const request = {
      from: alice,
      to: new Uint8Array(20).fill(1),
      nonce: 0n,
      gasLimit: 21_000n,
      maxFeePerGas: 110n * gwei,
    }
    const low = await failure(
      chain.send({ ...request, maxPriorityFeePerGas: 11n * gwei - 1n }),
      'CHAIN_REPLACEMENT_UNDERPRICED',
    )
    assert.match(low.message, /gasPrice\/maxPriorityFeePerGas of at least 11000000000 is necessary/)
    await failure(
      chain.send({ ...request, maxFeePerGas: 110n * gwei - 1n, maxPriorityFeePerGas: 50n * gwei }),
      'CHAIN_REPLACEMENT_UNDERPRICED',
    )
    const second = await chain.send({ ...request, maxPriorityFeePerGas: 11n * gwei })
    assert.equal(chain.transaction(first), undefined)
    const [block] = await chain.mine()
    assert.deepEqual(block?.transactions[0]?.hash, second)
    assert.equal(block?.transactions.length, 1)
  })

  it('drops one, or all', async () => {
    const { chain, alice, send } = await setUpPool()
    const first = await send(alice, 0n, 1n)
    await send(alice, 1n, 1n)
    assert.equal(await chain.dropTransaction(first), true)
    assert.equal(await chain.dropTransaction(first), false)
    assert.equal(chain.mempool().pending.size, 0)
    await chain.dropAllTransactions()
    assert.equal(chain.mempool().queued.size, 0)
  })

  it('leaves what does not fit for the next block', async () => {
    const { chain, alice, bob, send } = await setUpPool()
    await chain.nextBlock.setGasLimit(45_000n)
    for (const nonce of [0n, 1n, 2n]) await send(alice, nonce, 1n)
    await send(bob, 0n, 2n)
    const blocks = await chain.mine({ count: 2n })
    assert.deepEqual(
      blocks.map(({ transactions }) => transactions.length),
      [2, 2],
    )
  })

  it('drops what its sender can no longer pay', async () => {
    const { chain, alice, bob, send } = await setUpPool()
    const { balance } = (await (await chain.stateAt('latest')).getAccount(new Address(alice))) ?? {
      balance: 0n,
    }
    await send(alice, 0n, 50n)
    await chain.send({ from: alice, to: bob, nonce: 1n, valueWei: balance / 2n })
    await chain.send({ from: alice, to: bob, nonce: 2n, valueWei: balance / 2n + 10n ** 17n })
    await chain.mine()
    assert.equal(chain.mempool().pending.size, 0)
  })

  it('comes back with a snapshot', async () => {
    const { chain, alice, send } = await setUpPool()
    const hash = await send(alice, 0n, 1n)
    const id = await chain.snapshot()
    await chain.mine()
    await send(alice, 1n, 1n)
    await chain.revert(id)
    assert.deepEqual([...chain.mempool().pending.values()][0]?.[0]?.hash, hash)
    assert.equal([...chain.mempool().pending.values()][0]?.length, 1)
    assert.equal(await chain.pendingNonce(alice), 1n)
  })
})
