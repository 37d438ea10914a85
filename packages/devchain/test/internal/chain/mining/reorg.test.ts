import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { bytesToHex } from '@scaffold-evm/common'
import type { ChainBlock } from '../../../../src/internal/chain/blocks/chain-block.js'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import { balanceOf, failure, mined, setUp, word } from '../helpers.js'

const gasPrice = 10_000_000_000n

function hashes(chain: Chain): readonly string[] {
  const numbers = Array.from({ length: Number(chain.head.number) + 1 }, (_, index) => BigInt(index))
  return numbers.map((number) => bytesToHex(chain.blockAt(number)?.hash ?? new Uint8Array()))
}

/** What a chain tells of its blocks, in order. */
function record(chain: Chain): string[] {
  const told: string[] = []
  chain.on('block', ({ number }) => told.push(`block ${number}`))
  chain.on('orphaned', (blocks) => told.push(`orphaned ${blocks.map(({ number }) => number)}`))
  chain.on('rewind', ({ number }) => told.push(`rewind ${number}`))
  return told
}

function assertLinked(chain: Chain): void {
  for (let { number } = chain.head; number > 0n; number--) {
    const block: ChainBlock | undefined = chain.blockAt(number)
    assert.deepEqual(block?.block.header.parentHash, chain.blockAt(number - 1n)?.hash)
  }
}

describe('rollback', () => {
  it('takes off blocks with what they did, and goes on from there', async () => {
    const { chain, alice, bob } = await setUp()
    await mined(chain, { from: alice, to: bob, valueWei: 1n })
    const before = await balanceOf(chain, bob)
    const [kept, gone] = [chain.head, await mined(chain, { from: alice, to: bob, valueWei: 2n })]
    await chain.mine()
    const told = record(chain)
    await chain.rollback(2n)
    assert.equal(chain.head, kept)
    assert.equal(await balanceOf(chain, bob), before)
    assert.equal(chain.transaction(gone.hash), undefined)
    assert.equal(chain.mempool().pending.size, 0)
    assert.equal(await chain.block({ hash: gone.block.hash }), undefined)
    assert.deepEqual(told, ['orphaned 3,2', 'rewind 1'])
    const next = await mined(chain, { from: alice, to: bob, valueWei: 2n })
    assert.equal(next.block.number, 2n)
    assert.equal(next.tx.nonce, 1n)
    assertLinked(chain)
  })

  it('lets the next block follow the one it went back to in time', async () => {
    const { chain } = await setUp()
    await chain.mine()
    const { timestampSec } = chain.head
    await chain.mine({ timestampSec: timestampSec + 100_000n })
    await chain.time.setNext(timestampSec + 200_000n)
    await chain.rollback(1n)
    await chain.mine()
    assert.equal(chain.head.timestampSec, timestampSec + 1n)
  })

  it('leaves what waits, as far as it is valid', async () => {
    const { chain, alice, bob } = await setUp()
    await mined(chain, { from: alice, to: bob })
    await mined(chain, { from: alice, to: bob })
    await chain.setMiningMode({ isAutomine: false })
    const waiting = await chain.send({ from: alice, to: bob, nonce: 2n })
    await chain.rollback(1n)
    assert.equal(chain.mempool().queued.get(bytesToHex(alice))?.length, 1)
    await chain.send({ from: alice, to: bob, nonce: 1n })
    const [block] = await chain.mine()
    assert.deepEqual(block?.transactions.at(-1)?.hash, waiting)
  })

  it('goes no further than the first block, and changes nothing when asked to', async () => {
    const { chain } = await setUp()
    await chain.mine({ count: 3n })
    const { head } = chain
    await failure(chain.rollback(4n), 'CHAIN_REORG_TOO_DEEP')
    assert.equal(chain.head, head)
    await chain.rollback(3n)
    assert.equal(chain.head.number, 0n)
  })

  it('cuts a long run of blocks without content', async () => {
    const { chain, alice, bob } = await setUp()
    await chain.mine({ count: 10_000n })
    const looked = chain.blockAt(4_000n)
    const snapshot = await chain.snapshot()
    await chain.rollback(5_500n)
    assert.equal(chain.head.number, 4_500n)
    assert.equal(chain.blockAt(4_000n), looked)
    const { block } = await mined(chain, { from: alice, to: bob })
    assert.equal(block.number, 4_501n)
    await chain.rollback(1_000n)
    assert.equal(chain.lastEmptyBlock(3_000n), 3_501n)
    await chain.revert(snapshot)
    assert.equal(chain.head.number, 10_000n)
    assert.equal(chain.blockAt(4_000n), looked)
    assert.equal(chain.blockAt(4_501n)?.transactions.length, 0)
  })
})

describe('reorg', () => {
  it('replaces blocks by others of which each holds what was asked for', async () => {
    const { chain, alice, bob } = await setUp()
    await chain.mine()
    const common = chain.head
    const old = [
      await mined(chain, { from: bob, to: alice }),
      await mined(chain, { from: bob, to: bob }),
    ]
    await chain.mine()
    const told = record(chain)
    await chain.reorg(3n, [
      { transaction: { from: alice, to: bob, valueWei: 3n }, blockOffset: 2n },
      { transaction: { from: alice, to: bob, valueWei: 1n }, blockOffset: 0n },
      { transaction: { from: alice, to: bob, valueWei: 2n }, blockOffset: 0n },
    ])
    assert.deepEqual(told, ['orphaned 4,3,2', 'rewind 1', 'block 2', 'block 3', 'block 4'])
    assert.equal(chain.head.number, 4n)
    assert.equal(chain.blockAt(1n), common)
    const values = [2n, 3n, 4n].map((number) =>
      chain.blockAt(number)?.transactions.map(({ tx }) => tx.value),
    )
    assert.deepEqual(values, [[1n, 2n], [], [3n]])
    assertLinked(chain)
    for (const { block } of old) assert.equal(await chain.block({ hash: block.hash }), undefined)
  })

  it('lets what was in the old blocks wait again, unless it is no longer valid', async () => {
    const { chain, alice, bob } = await setUp()
    const first = await mined(chain, { from: alice, to: bob, valueWei: 1n })
    const second = await mined(chain, { from: bob, to: alice, valueWei: 2n })
    const announced: string[] = []
    chain.on('pendingTransaction', ({ hash }) => announced.push(bytesToHex(hash)))
    await chain.reorg(2n, [
      { transaction: { from: alice, to: bob, valueWei: 5n }, blockOffset: 0n },
    ])
    assert.equal(chain.transaction(first.hash), undefined)
    const again = chain.transaction(second.hash)
    assert.ok(again !== undefined && !chain.isMined(again))
    assert.deepEqual(announced, [bytesToHex(second.hash)])
    await chain.mine()
    const settled = chain.transaction(second.hash)
    assert.ok(settled !== undefined && chain.isMined(settled))
    assert.equal(settled.block.number, 3n)
  })

  it('takes signed transactions', async () => {
    const { chain, alice, bob } = await setUp()
    const { raw, hash } = await mined(chain, { from: alice, to: bob })
    await chain.reorg(1n, [{ transaction: raw, blockOffset: 0n }])
    const again = chain.transaction(hash)
    assert.ok(again !== undefined && chain.isMined(again))
    assert.equal(again.block, chain.head)
    assert.equal(chain.mempool().pending.size, 0)
  })

  it('changes nothing when one of its transactions is refused', async () => {
    const { chain, alice, bob } = await setUp()
    await mined(chain, { from: alice, to: bob })
    await mined(chain, { from: alice, to: bob })
    const before = {
      hashes: hashes(chain),
      nowSec: chain.time.nowSec,
      bob: await balanceOf(chain, bob),
    }
    const told = record(chain)
    const refusals = [
      { transaction: { from: alice, nonce: 7n, to: bob, gasPrice }, code: 'CHAIN_NONCE_TOO_HIGH' },
      {
        transaction: { from: bob, to: alice, valueWei: 10n ** 30n },
        code: 'CHAIN_INSUFFICIENT_FUNDS',
      },
      { transaction: { from: word(1n).slice(12), to: bob }, code: 'CHAIN_UNKNOWN_ACCOUNT' },
    ]
    for (const { transaction, code } of refusals) {
      const good = { transaction: { from: bob, to: alice }, blockOffset: 0n }
      await failure(chain.reorg(2n, [good, { transaction, blockOffset: 1n }]), code)
    }
    const beyond = { transaction: { from: alice, to: bob }, blockOffset: 2n }
    await failure(chain.reorg(2n, [beyond]), 'CHAIN_REORG_OFFSET_INVALID')
    await failure(chain.reorg(3n, []), 'CHAIN_REORG_TOO_DEEP')
    assert.deepEqual(told, [])
    assert.deepEqual(
      { hashes: hashes(chain), nowSec: chain.time.nowSec, bob: await balanceOf(chain, bob) },
      before,
    )
    assert.equal((await mined(chain, { from: alice, to: bob })).tx.nonce, 2n)
  })

  it('leaves snapshots of the blocks it takes off', async () => {
    const { chain, alice, bob } = await setUp()
    await mined(chain, { from: alice, to: bob, valueWei: 1n })
    await chain.mine()
    const early = { id: await chain.snapshot(), hashes: hashes(chain) }
    await mined(chain, { from: alice, to: bob, valueWei: 2n })
    const late = { id: await chain.snapshot(), hashes: hashes(chain) }
    await chain.mine({ count: 2n })
    await chain.reorg(4n, [])
    await chain.rollback(2n)
    await chain.mine({ count: 5n })
    await chain.reorg(6n, [])
    assert.equal(await chain.revert(late.id), true)
    assert.deepEqual(hashes(chain), late.hashes)
    assertLinked(chain)
    await chain.rollback(3n)
    assert.equal(await chain.revert(early.id), true)
    assert.deepEqual(hashes(chain), early.hashes)
    assert.equal((await mined(chain, { from: alice, to: bob })).tx.nonce, 1n)
  })

  it('takes no part in the numbers of snapshots', async () => {
    const { chain } = await setUp()
    await chain.mine()
    const first = await chain.snapshot()
    await chain.reorg(1n, [])
    await failure(chain.reorg(9n, []), 'CHAIN_REORG_TOO_DEEP')
    assert.equal(await chain.snapshot(), first + 1n)
  })

  it('shows readers the chain before it, or the chain after it', async () => {
    const { chain, alice, bob } = await setUp()
    await chain.mine({ count: 600n })
    const old = await mined(chain, { from: alice, to: bob, valueWei: 5n })
    const [first, before] = [chain.blockAt(2n), chain.head]
    const transaction = { from: alice, to: bob, valueWei: 7n }
    const seen = await whileRunning(
      chain.reorg(3n, [{ transaction, blockOffset: 2n }]),
      async () => {
        const { head } = chain
        const [latest, same] = [await chain.block('latest'), await chain.block({ hash: head.hash })]
        // Both were asked of the chain before it or of that after it, unless it changed between.
        if (chain.head === head) assert.deepEqual([latest, same], [head, head])
        assert.equal(chain.blockAt(2n), first)
        const isBefore = chain.head === before
        const found = chain.transaction(old.hash)
        assert.equal(found !== undefined && chain.isMined(found), isBefore)
        return [chain.head.number, chain.head.transactions[0]?.tx.value]
      },
    )
    assert.deepEqual([...new Set(seen.map(String))], ['601,5', '601,7'])
  })

  it('shows readers nothing of what it takes back', async () => {
    const { chain, alice, bob } = await setUp()
    await chain.mine({ count: 1_000n })
    const { head } = chain
    const refused = { transaction: { from: alice, to: bob, nonce: 9n }, blockOffset: 599n }
    const failing = failure(chain.reorg(600n, [refused]), 'CHAIN_NONCE_TOO_HIGH')
    await whileRunning(failing, async () => {
      assert.equal(chain.head, head)
      assert.equal(chain.lastEmptyBlock(500n), 744n)
      assert.equal((await chain.block({ number: 500n }))?.number, 500n)
    })
    assert.equal(chain.head, head)
  })
})

/** What `look` gives until `action` has ended. */
async function whileRunning<T>(action: Promise<unknown>, look: () => Promise<T>): Promise<T[]> {
  let isRunning = true
  const ended = action.finally(() => {
    isRunning = false
  })
  const seen: T[] = []
  while (isRunning) {
    seen.push(await look())
    // Between promises mostly, and now and then letting all else have its turn.
    if (seen.length % 20 === 0) await setImmediate()
  }
  await ended
  return [...seen, await look()]
}
