import assert from 'node:assert/strict'
import { createWithdrawal } from '@ethereumjs/util'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import type { BlockRequest } from '../../../../src/internal/chain/mining/build-block.js'
import { balanceOf, failure, setUp } from '../helpers.js'

function request(chain: Chain, change: Partial<BlockRequest> = {}): BlockRequest {
  return {
    parentHash: chain.head.hash,
    timestampSec: chain.head.timestampSec + 5n,
    coinbase: new Uint8Array(20).fill(1),
    prevRandao: new Uint8Array(32).fill(2),
    parentBeaconBlockRoot: new Uint8Array(32).fill(3),
    withdrawals: [],
    extraData: Uint8Array.of(4),
    transactions: [],
    ...change,
  }
}

describe('buildBlock', () => {
  it('builds what was asked for and keeps nothing of it', async () => {
    const { chain, alice, bob } = await setUp({ mining: { isAutomine: false } })
    const { head } = chain
    const transaction = await chain.prepareTransaction({ from: alice, to: bob, valueWei: 7n })
    const before = await balanceOf(chain, bob)
    const withdrawals = [
      createWithdrawal({ index: 0n, validatorIndex: 0n, address: bob, amount: 1n }),
    ]
    const built = await chain.buildBlock(
      request(chain, { transactions: [transaction], withdrawals }),
    )
    const { header } = built
    assert.deepEqual(
      built.transactions.map(({ hash }) => hash),
      [transaction.hash],
    )
    assert.deepEqual(header.parentHash, head.hash)
    assert.equal(header.timestamp, head.timestampSec + 5n)
    assert.deepEqual(header.coinbase.bytes, new Uint8Array(20).fill(1))
    assert.deepEqual(header.mixHash, new Uint8Array(32).fill(2))
    assert.deepEqual(header.parentBeaconBlockRoot, new Uint8Array(32).fill(3))
    assert.deepEqual(header.extraData, Uint8Array.of(4))
    assert.deepEqual(built.block.hash(), built.hash)
    assert.equal(await built.block.withdrawalsTrieIsValid(), true)
    assert.equal(chain.head, head)
    assert.equal(await balanceOf(chain, bob), before)
  })

  it('takes what waits when it is not told what to take', async () => {
    const { chain, alice, bob } = await setUp({ mining: { isAutomine: false } })
    const hash = await chain.send({ from: alice, to: bob })
    const built = await chain.buildBlock(request(chain, { transactions: undefined }))
    assert.deepEqual(built.transactions[0]?.hash, hash)
    assert.equal((await chain.buildBlock(request(chain))).transactions.length, 0)
    assert.equal((await chain.mine())[0]?.transactions.length, 1)
  })

  it('moves the gas limit as far as the protocol allows', async () => {
    const { chain } = await setUp({ blockGasLimit: 10_240_000n })
    await chain.nextBlock.setGasLimit(30_000_000n)
    const up = await chain.buildBlock(request(chain))
    assert.equal(up.header.gasLimit, 10_240_000n + 9_999n)
    await chain.nextBlock.setGasLimit(10_239_000n)
    assert.equal((await chain.buildBlock(request(chain))).header.gasLimit, 10_239_000n)
  })

  it('refuses what makes no block', async () => {
    const { chain, alice, bob } = await setUp({ hardfork: 'paris' })
    const late = await chain.prepareTransaction({ from: alice, to: bob, nonce: 5n })
    const withdrawal = createWithdrawal({ index: 0n, validatorIndex: 0n, address: bob, amount: 1n })
    const cases: readonly (readonly [string, Partial<BlockRequest>])[] = [
      ['CHAIN_BLOCK_NOT_FOUND', { parentHash: new Uint8Array(32) }],
      ['CHAIN_TIMESTAMP_INVALID', { timestampSec: chain.head.timestampSec }],
      ['CHAIN_VALUE_INVALID', { extraData: new Uint8Array(33) }],
      ['CHAIN_VALUE_INVALID', { withdrawals: [withdrawal] }],
      ['CHAIN_NONCE_TOO_HIGH', { transactions: [late] }],
    ]
    for (const [code, change] of cases) {
      await failure(chain.buildBlock(request(chain, change)), code)
    }
    assert.equal((await chain.buildBlock(request(chain))).transactions.length, 0)
  })
})
