import assert from 'node:assert/strict'
import { Address } from '@ethereumjs/util'
import type { Chain } from '../../../src/internal/chain/chain.js'
import { balanceOf, deploy, failure, mined, setUp, slotOf, word } from './helpers.js'

describe('snapshots', () => {
  it('bring back state, blocks and transactions', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    const before = await balanceOf(chain, alice)
    const head = chain.head
    const id = await chain.snapshot()
    const data = Uint8Array.from([...word(1n), ...word(2n)])
    const later = await mined(chain, { from: alice, to: store, data })
    await chain.mine({ count: 3n })
    assert.equal(await chain.revert(id), true)
    assert.equal(chain.head, head)
    assert.equal(await balanceOf(chain, alice), before)
    assert.equal(await slotOf(chain, store, 1n), 0n)
    assert.equal(chain.transaction(later.hash), undefined)
    assert.equal(chain.blockAt(2n), undefined)
    assert.equal(await chain.block({ hash: later.block.hash }), undefined)
    const again = await mined(chain, { from: alice, to: store, data })
    assert.equal(again.block.number, 2n)
  })

  it('are used up by going back, with all that came after', async () => {
    const { chain } = await setUp()
    const first = await chain.snapshot()
    const second = await chain.snapshot()
    const third = await chain.snapshot()
    assert.equal(await chain.revert(second), true)
    assert.equal(await chain.revert(second), false)
    assert.equal(await chain.revert(third), false)
    assert.equal(await chain.revert(first), true)
    assert.ok((await chain.snapshot()) > third)
    assert.equal(await chain.revert(99n), false)
  })

  it('make the same blocks again', async () => {
    const { chain, alice, bob } = await setUp()
    const id = await chain.snapshot()
    const first = await mined(chain, { from: alice, to: bob, valueWei: 1n })
    await chain.revert(id)
    const second = await mined(chain, { from: alice, to: bob, valueWei: 1n })
    assert.deepEqual(second.block.hash, first.block.hash)
  })

  it('bring back the clock and what is set for the next block', async () => {
    const { chain, clock } = await setUp()
    await chain.time.increase(100n)
    await chain.nextBlock.setBaseFeePerGas(77n)
    const coinbase = chain.nextBlock.coinbase
    const now = chain.time.nowSec
    const id = await chain.snapshot()
    await chain.time.increase(1_000n)
    await chain.nextBlock.setCoinbase(new Uint8Array(20).fill(1))
    await chain.nextBlock.setGasLimit(1_000_000n)
    await chain.mine()
    clock.nowMs += 50_000
    await chain.revert(id)
    assert.equal(chain.time.nowSec, now)
    assert.equal(chain.time.offsetSec, 50n)
    assert.deepEqual(chain.nextBlock.coinbase, coinbase)
    assert.equal(chain.nextBlock.gasLimit, 60_000_000n)
    assert.equal(chain.nextBlock.baseFeePerGas, 77n)
  })

  it('bring back a state that was changed outside of blocks', async () => {
    const { chain, alice } = await setUp()
    const setBalance = (balance: bigint): Promise<void> =>
      chain.mutateState(async (state) => {
        const address = new Address(alice)
        const account = await state.getAccount(address)
        assert.ok(account !== undefined)
        account.balance = balance
        await state.putAccount(address, account)
      })
    await setBalance(5n)
    const id = await chain.snapshot()
    await setBalance(6n)
    await chain.mine()
    assert.equal(await balanceOf(chain, alice), 6n)
    await chain.revert(id)
    assert.equal(await balanceOf(chain, alice), 5n)
  })

  it('tell listeners where the head is now', async () => {
    const { chain } = await setUp()
    const id = await chain.snapshot()
    await chain.mine()
    const heads: bigint[] = []
    chain.on('rewind', ({ number }) => heads.push(number))
    await chain.revert(id)
    await chain.revert(id)
    await chain.reset()
    assert.deepEqual(heads, [0n, 0n])
  })
})

describe('mutateState', () => {
  it('leaves the state as it was when the change fails', async () => {
    const { chain, alice, bob } = await setUp()
    const before = await balanceOf(chain, alice)
    const failing = chain.mutateState(async (state) => {
      await state.checkpoint()
      await state.deleteAccount(new Address(alice))
      throw new TypeError('no')
    })
    await assert.rejects(failing, TypeError)
    assert.equal(await balanceOf(chain, alice), before)
    assert.ok((await mined(chain, { from: alice, to: bob })).receipt.succeeded)
  })
})

describe('reset', () => {
  it('goes back to genesis and forgets all snapshots', async () => {
    const { chain, alice, bob } = await setUp()
    const genesis = chain.head.hash
    const id = await chain.snapshot()
    await mined(chain, { from: alice, to: bob })
    await chain.reset()
    assert.deepEqual(chain.head.hash, genesis)
    assert.equal(await chain.revert(id), false)
    assert.ok((await mined(chain, { from: alice, to: bob })).receipt.succeeded)
  })
})

describe('mine', () => {
  const timesOf = (chain: Chain, from: bigint): bigint[] => {
    const times: bigint[] = []
    for (let number = from; number <= chain.head.number; number++) {
      times.push(chain.blockAt(number)?.timestampSec ?? -1n)
    }
    return times
  }

  it('gives each block a later time, the interval if there is one', async () => {
    const { chain } = await setUp()
    const start = chain.head.timestampSec
    await chain.mine({ count: 3n })
    assert.deepEqual(timesOf(chain, 1n), [start + 1n, start + 2n, start + 3n])
    await chain.mine({ count: 3n, intervalSec: 60n })
    assert.deepEqual(timesOf(chain, 4n), [start + 4n, start + 64n, start + 124n])
    assert.equal(chain.time.nowSec, start + 124n)
    const same = await setUp({ allowBlocksWithSameTimestamp: true })
    await same.chain.mine({ count: 2n })
    assert.deepEqual(timesOf(same.chain, 0n), [start, start, start])
  })

  it('takes exact times, and goes on from there', async () => {
    const { chain, clock } = await setUp()
    const start = chain.head.timestampSec
    await failure(chain.time.setNext(start), 'CHAIN_TIMESTAMP_INVALID')
    await chain.time.setNext(start + 1_000n)
    await chain.mine()
    clock.nowMs += 10_000
    await chain.mine()
    assert.deepEqual(timesOf(chain, 1n), [start + 1_000n, start + 1_010n])
    await failure(chain.mine({ timestampSec: start }), 'CHAIN_TIMESTAMP_INVALID')
    await chain.mine({ timestampSec: start + 5_000n })
    assert.equal(chain.head.timestampSec, start + 5_000n)
    await chain.time.setInterval(7n)
    await chain.mine({ count: 2n })
    assert.equal(chain.head.timestampSec, start + 5_014n)
    await chain.time.setInterval(undefined)
    assert.equal(await chain.time.increase(10n), chain.time.offsetSec)
    await chain.time.set(start + 9_000n)
    await chain.mine()
    assert.equal(chain.head.timestampSec, start + 9_000n)
  })

  it('makes a billion blocks at once, whose numbers, times and hashes are right', async () => {
    const { chain, alice, bob } = await setUp()
    const start = chain.head.timestampSec
    const id = await chain.snapshot()
    const count = 1_000_000_000n
    await chain.mine({ count, intervalSec: 12n })
    assert.equal(chain.head.number, count)
    const middle = chain.blockAt(count / 2n)
    assert.ok(middle !== undefined)
    assert.equal(middle.timestampSec, start + 1n + (count / 2n - 1n) * 12n)
    assert.deepEqual(middle.block.header.hash(), middle.hash)
    assert.equal(await chain.block({ hash: middle.hash }), middle)
    assert.equal(chain.lastEmptyBlock(count / 2n), count - 256n)
    assert.equal(chain.lastEmptyBlock(1n), undefined)
    assert.deepEqual(chain.head.block.header.parentHash, chain.blockAt(count - 1n)?.hash)
    assert.equal((await mined(chain, { from: alice, to: bob })).block.number, count + 1n)
    assert.equal(await chain.revert(id), true)
    assert.equal(chain.head.number, 0n)
    assert.equal(chain.blockAt(count / 2n), undefined)
    assert.equal(await chain.block({ hash: middle.hash }), undefined)
  }).timeout(20_000)

  it('mines by itself at an interval', async () => {
    const { chain } = await setUp({ mining: { isAutomine: false, intervalMs: 5 } })
    const seen = new Promise<bigint>((resolve) => {
      chain.on('block', ({ number }) => {
        if (number === 3n) resolve(number)
      })
    })
    // The timer does not keep the process alive.
    const alive = setInterval(() => undefined, 1_000)
    assert.equal(await seen, 3n)
    clearInterval(alive)
    await chain.setMiningMode({ intervalMs: 0 })
    assert.equal(chain.miningMode.intervalMs, 0)
    await chain.close()
  })
})

describe('the pending block', () => {
  it('is what would be mined now, and is built once', async () => {
    const { chain, alice, bob } = await setUp()
    await chain.setMiningMode({ isAutomine: false })
    const hash = await chain.send({ from: alice, to: bob, valueWei: 3n })
    const pending = await chain.block('pending')
    assert.ok(pending !== undefined)
    assert.equal(await chain.block('pending'), pending)
    assert.deepEqual(
      pending.transactions.map((transaction) => transaction.hash),
      [hash],
    )
    const state = await chain.stateAt('pending')
    const account = await state.getAccount(new Address(bob))
    assert.equal(account?.balance, (await balanceOf(chain, bob)) + 3n)
    await chain.send({ from: alice, to: bob })
    assert.equal((await chain.block('pending'))?.transactions.length, 2)
    const [block] = await chain.mine()
    assert.deepEqual(block?.hash, pending.hash === undefined ? undefined : block?.hash)
    assert.equal(block?.number, pending.number)
  })
})

describe('settings of the next block', () => {
  it('hold for it', async () => {
    const { chain } = await setUp()
    const coinbase = new Uint8Array(20).fill(3)
    await chain.nextBlock.setCoinbase(coinbase)
    await chain.nextBlock.setPrevRandao(word(9n))
    await chain.nextBlock.setBaseFeePerGas(123n)
    await chain.nextBlock.setGasLimit(1_234_567n)
    await chain.mine()
    const { header } = chain.head.block
    assert.deepEqual(header.coinbase.bytes, coinbase)
    assert.deepEqual(header.prevRandao, word(9n))
    assert.equal(header.baseFeePerGas, 123n)
    assert.equal(header.gasLimit, 1_234_567n)
    await chain.mine()
    assert.notDeepEqual(chain.head.block.header.prevRandao, word(9n))
    assert.equal(chain.head.block.header.baseFeePerGas, 108n)
    await failure(chain.nextBlock.setPrevRandao(new Uint8Array(3)), 'CHAIN_VALUE_INVALID')
    await failure(chain.nextBlock.setGasLimit(0n), 'CHAIN_VALUE_INVALID')
  })

  it('include another chain id', async () => {
    const { chain, alice, bob } = await setUp()
    const old = await mined(chain, { from: alice, to: bob })
    await chain.setChainId(2n ** 40n)
    assert.equal(chain.chainId, 2n ** 40n)
    await failure(chain.decodeTransaction(old.raw), 'CHAIN_WRONG_CHAIN_ID')
    assert.ok((await mined(chain, { from: alice, to: bob })).receipt.succeeded)
  })
})
