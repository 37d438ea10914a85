import assert from 'node:assert/strict'
import { RLP } from '@ethereumjs/rlp'
import { isScaffoldError } from '@scaffold-evm/common'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import { createChain } from '../../../../src/internal/chain/create-chain.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'
import { exportBlocks } from '../../../../src/internal/exporting/export-blocks.js'
import { formatGenesis } from '../../../../src/internal/genesis-file/format-genesis.js'
import { parseGenesis } from '../../../../src/internal/genesis-file/parse-genesis.js'
import { mined } from '../helpers.js'

type Item = Uint8Array | Item[]

const [parentHash, number, timestamp, bloom, gasUsed, extraData, nonce, uncleHash] = [
  0, 8, 11, 6, 10, 12, 14, 1,
]
const [difficulty, gasLimit, baseFee, withdrawalsRoot, blobGasUsed, excessBlobGas, requestsHash] = [
  7, 9, 15, 16, 17, 18, 20,
]

/** A block taken apart, for its parts to be replaced. */
interface Parts {
  readonly header: Item[]
  readonly transactions: Item[]
  readonly uncles: Item[]
  readonly withdrawals: Item[]
}

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values)
}

function flip(items: Item[], index: number): void {
  const item = items[index]
  assert.ok(item instanceof Uint8Array)
  items[index] = item.map((byte, position) => (position === item.length - 1 ? byte ^ 1 : byte))
}

describe('importBlocks', () => {
  let source: Chain
  let target: Chain
  let block: Uint8Array

  before(async () => {
    source = await createChain({ hardfork: 'prague', initialTimestampSec: 1_700_000_000n })
    const [from] = source.accounts
    await mined(source, { from: from?.address, to: from?.address, valueWei: 1n })
    target = await createChain({ genesis: parseGenesis(await formatGenesis(source)) })
    for await (const encoded of exportBlocks(source, await loadCrypto())) block = encoded
  })

  after(() => Promise.all([source.close(), target.close()]))

  function tampered(change: (parts: Parts) => void): Uint8Array {
    const [header, transactions, uncles, withdrawals] = RLP.decode(block) as Item[][]
    assert.ok(header && transactions && uncles && withdrawals)
    change({ header, transactions, uncles, withdrawals })
    return RLP.encode([header, transactions, uncles, withdrawals])
  }

  async function refusedField(encoded: Uint8Array): Promise<unknown> {
    const { hash } = target.head
    try {
      await target.importBlocks([encoded])
    } catch (error) {
      assert.deepEqual(target.head.hash, hash)
      if (isScaffoldError(error, 'CHAIN_BLOCK_UNREADABLE')) return 'unreadable'
      assert.ok(isScaffoldError(error, 'CHAIN_BLOCK_INVALID'), String(error))
      return error.data?.field
    }
    return 'accepted'
  }

  const cases: readonly (readonly [string, (parts: Parts) => void])[] = [
    ['parentHash', ({ header }) => flip(header, parentHash)],
    ['number', ({ header }) => header.splice(number, 1, bytes(5))],
    ['timestamp', ({ header }) => header.splice(timestamp, 1, bytes(9))],
    ['difficulty', ({ header }) => header.splice(difficulty, 1, bytes(1))],
    ['nonce', ({ header }) => flip(header, nonce)],
    ['extraData', ({ header }) => header.splice(extraData, 1, new Uint8Array(33))],
    ['gasLimit', ({ header }) => header.splice(gasLimit, 1, bytes(1, 0, 0))],
    ['gasUsed', ({ header }) => flip(header, gasUsed)],
    ['baseFeePerGas', ({ header }) => flip(header, baseFee)],
    ['excessBlobGas', ({ header }) => header.splice(excessBlobGas, 1, bytes(2, 0, 0))],
    ['blobGasUsed', ({ header }) => header.splice(blobGasUsed, 1, bytes(2, 0, 0))],
    ['logsBloom', ({ header }) => flip(header, bloom)],
    ['sha3Uncles', ({ header }) => flip(header, uncleHash)],
    ['stateRoot', ({ header }) => flip(header, 3)],
    ['transactionsRoot', ({ header }) => flip(header, 4)],
    ['receiptsRoot', ({ header }) => flip(header, 5)],
    ['withdrawalsRoot', ({ header }) => flip(header, withdrawalsRoot)],
    ['requestsHash', ({ header }) => flip(header, requestsHash)],
    ['requestsHash', ({ header }) => header.splice(requestsHash, 1)],
    ['withdrawalsRoot', ({ header }) => header.splice(withdrawalsRoot, 5)],
    [
      'withdrawalsRoot',
      ({ withdrawals }) => withdrawals.push([bytes(), bytes(1), new Uint8Array(20), bytes(1)]),
    ],
    ['transactions[1]', ({ transactions }) => transactions.push(transactions[0] ?? bytes())],
    ['transactions[0]', ({ transactions }) => transactions.splice(0, 1, bytes(2, 0xc0))],
    ['transactions[0]', ({ transactions }) => transactions.splice(0, 1, bytes(9, 0xc0))],
    ['uncles', ({ header, uncles }) => uncles.push(header)],
    ['unreadable', ({ header }) => header.splice(number, 1, bytes(0, 1))],
    ['unreadable', ({ header }) => header.splice(3, 1)],
    ['unreadable', ({ header }) => header.push(bytes(1))],
    ['unreadable', ({ header }) => header.splice(4, 1, [])],
    ['unreadable', ({ withdrawals }) => withdrawals.push(bytes(1))],
  ]

  for (const [index, [field, change]] of cases.entries()) {
    it(`refuses a block whose ${field} is wrong (${index})`, async () => {
      assert.equal(await refusedField(tampered(change)), field)
    })
  }

  it('refuses bytes that are no blocks', async () => {
    for (const junk of [
      bytes(1),
      bytes(0xc0),
      bytes(0xf9, 1),
      block.subarray(0, -1),
      bytes(0xb8),
    ]) {
      assert.equal(await refusedField(junk), 'unreadable')
    }
  })

  it('refuses the first block of another chain', async () => {
    const other = await createChain({ hardfork: 'prague' })
    assert.equal(await refusedField(other.head.block.serialize()), 'hash')
    await other.close()
  })

  it('takes the block itself, in whatever pieces it comes', async () => {
    const pieces = [...block].map((byte) => bytes(byte))
    assert.equal(await target.importBlocks(pieces), 1)
    assert.deepEqual(target.head.hash, source.head.hash)
  })
})
