import assert from 'node:assert/strict'
import { createBlockFromRLP } from '@ethereumjs/block'
import { createCustomCommon, Mainnet } from '@ethereumjs/common'
import { bigintToBytes, bytesToHex } from '@scaffold-evm/common'
import { blockSize } from '../../../../src/internal/chain/blocks/block-size.js'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import { createChain } from '../../../../src/internal/chain/create-chain.js'
import { hardforks } from '../../../../src/internal/chain/hardforks.js'
import type { TransactionRequest } from '../../../../src/internal/chain/transactions/transaction-request.js'
import { initCode, runtimes } from '../contracts.js'
import { createReferenceChain } from '../reference-chain.js'

const balanceWei = 10n ** 24n
const blocks = 3

/** Numbers without pattern, the same for each seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function word(value: Uint8Array | bigint): Uint8Array {
  const bytes = typeof value === 'bigint' ? bigintToBytes(value) : value
  const padded = new Uint8Array(32)
  padded.set(bytes, 32 - bytes.length)
  return padded
}

/** A request that any hardfork has. Some of them fail when run, as they should. */
function randomRequest(
  chain: Chain,
  contracts: readonly Uint8Array[],
  random: (below: number) => number,
): TransactionRequest {
  const from = pick(chain.accounts, random).address
  const kinds = Object.values(runtimes)
  const target = contracts.length > 0 ? pick(contracts, random) : undefined
  const other = contracts.length > 0 && random(2) === 0 ? pick(contracts, random) : from
  const fees = random(3) === 0 ? { gasPrice: 3_000_000_000n } : {}
  const accessList =
    random(4) === 0 && fees.gasPrice === undefined && chain.nextBlock.baseFeePerGas !== undefined
      ? [{ address: other, storageKeys: [word(1n)] }]
      : undefined
  const common = { from, ...fees, ...(accessList === undefined ? {} : { accessList }) }
  const action = random(10)
  if (action < 2 || target === undefined) {
    return { ...common, data: initCode(pick(kinds, random)), gasLimit: 400_000n }
  }
  if (action === 2) {
    const to = random(2) === 0 ? word(BigInt(random(20))).subarray(12) : from
    return { ...common, to, valueWei: BigInt(random(1000)), gasLimit: 100_000n }
  }
  return {
    ...common,
    to: target,
    data: Uint8Array.from([...word(other), ...word(BigInt(random(3))), ...word(BigInt(random(9)))]),
    valueWei: BigInt(random(3)),
    gasLimit: BigInt(60_000 + random(200_000)),
  }
}

function pick<T>(items: readonly T[], random: (below: number) => number): T {
  const item = items[random(items.length)]
  assert.ok(item !== undefined)
  return item
}

async function contractsOf(chain: Chain): Promise<Uint8Array[]> {
  const addresses: Uint8Array[] = []
  for (let number = 1n; number <= chain.head.number; number++) {
    for (const { receipt } of chain.blockAt(number)?.transactions ?? []) {
      if (receipt.contractAddress !== undefined) addresses.push(receipt.contractAddress)
    }
  }
  return addresses
}

describe('BlockBuilder', () => {
  for (const [index, hardfork] of hardforks.entries()) {
    it(`builds the blocks that @ethereumjs/vm builds, at ${hardfork}`, async function () {
      this.timeout(30_000)
      const random = createRandom(index + 1)
      const chain = await createChain({ hardfork, balanceWei, chainId: 7n })
      await chain.setMiningMode({ isAutomine: false })
      const build = await createReferenceChain(chain, balanceWei)
      for (let number = 1; number <= blocks; number++) {
        const contracts = await contractsOf(chain)
        for (let count = 0; count < 12; count++) {
          await chain.send(randomRequest(chain, contracts, random))
        }
        const [mined] = await chain.mine()
        assert.ok(mined !== undefined)
        const reference = await build(mined)
        assert.equal(mined.transactions.length, 12)
        assert.deepEqual(
          mined.transactions.map(({ receipt }) => receipt.haltReason),
          reference.haltReasons,
        )
        assert.deepEqual(
          mined.transactions.map(({ receipt }) => receipt.gasUsed),
          reference.gasUsed,
        )
        assert.deepEqual(mined.block.header.toJSON(), reference.block.header.toJSON())
        assert.equal(bytesToHex(mined.hash), bytesToHex(reference.block.hash()))
        assert.equal(blockSize(mined), reference.block.serialize().length)
        assert.deepEqual(mined.block.serialize(), reference.block.serialize())
      }
    })
  }

  it('makes blocks that decode to the same hash and valid tries', async () => {
    const chain = await createChain({})
    const [sender, recipient] = chain.accounts
    for (let count = 0; count < 3; count++) {
      await chain.send({ from: sender?.address, to: recipient?.address, valueWei: 1n })
    }
    const common = createCustomCommon({ chainId: 31337 }, Mainnet, { hardfork: 'osaka' })
    const decoded = createBlockFromRLP(chain.head.block.serialize(), { common })
    assert.deepEqual(decoded.hash(), chain.head.hash)
    assert.ok(await decoded.transactionsTrieIsValid())
    assert.deepEqual(decoded.getTransactionsValidationErrors(), [])
  })
})
