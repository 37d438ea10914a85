import assert from 'node:assert/strict'
import { bytesToBigint } from '@scaffold-evm/common'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import { createChain } from '../../../../src/internal/chain/create-chain.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'
import { exportBlocks } from '../../../../src/internal/exporting/export-blocks.js'
import { formatGenesis } from '../../../../src/internal/genesis-file/format-genesis.js'
import { parseGenesis } from '../../../../src/internal/genesis-file/parse-genesis.js'
import { StoppedClock } from '../helpers.js'

const startSec = 1_700_000_000
const probe = Uint8Array.of(...new Array(19).fill(0), 0x77)
const rich = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

/** Every few blocks a fork, then after about 20 blocks the merge, then forks by time. */
function genesis(): Record<string, unknown> {
  return {
    config: {
      chainId: 9,
      homesteadBlock: 1,
      eip150Block: 2,
      eip155Block: 4,
      eip158Block: 4,
      byzantiumBlock: 6,
      constantinopleBlock: 8,
      petersburgBlock: 8,
      istanbulBlock: 10,
      berlinBlock: 12,
      londonBlock: 14,
      mergeNetsplitBlock: 21,
      terminalTotalDifficulty: 131_072 * 20,
      shanghaiTime: startSec + 1_000,
      cancunTime: startSec + 2_000,
      pragueTime: startSec + 3_000,
      osakaTime: startSec + 4_000,
      bpo1Time: startSec + 5_000,
      bpo2Time: startSec + 6_000,
      bpo3Time: startSec + 7_000,
      blobSchedule: { bpo3: { target: 20, max: 30, baseFeeUpdateFraction: 20_000_000 } },
    },
    timestamp: startSec,
    gasLimit: '0x1c9c380',
    difficulty: 131_072,
    alloc: {
      [rich]: { balance: '1000000000000000000000000' },
      // Returns what DIFFICULTY gives, which is PREVRANDAO since the merge.
      [`0x${'00'.repeat(19)}77`]: { code: '0x4460005260206000f3', balance: 0 },
    },
  }
}

async function createForked(): Promise<{ chain: Chain; clock: StoppedClock }> {
  const clock = new StoppedClock()
  clock.nowMs = startSec * 1_000
  return { chain: await createChain({ now: clock.now, genesis: parseGenesis(genesis()) }), clock }
}

/** Mines across all forks, a transaction in each block. */
async function mineAll(chain: Chain): Promise<void> {
  const [alice] = chain.accounts
  for (let count = 0; count < 24; count++) {
    await chain.time.setNext(chain.head.timestampSec + 13n)
    await chain.send({ from: alice?.address, to: alice?.address, valueWei: 1n, gasLimit: 30_000n })
  }
  for (let time = 1_000n; time <= 7_000n; time += 500n) {
    await chain.time.setNext(BigInt(startSec) + time)
    await chain.send({ from: alice?.address, to: alice?.address, valueWei: 1n, gasLimit: 30_000n })
  }
}

function forksOf(chain: Chain): string[] {
  const names = new Set<string>()
  for (let number = 0n; number <= chain.head.number; number++) {
    const block = chain.blockAt(number)
    if (block !== undefined) names.add(chain.schedule.rulesOf(block.header).hardfork())
  }
  return [...names]
}

describe('PlannedSchedule', () => {
  it('changes the rules of the blocks that are mined, and each can be replayed', async () => {
    const { chain } = await createForked()
    await mineAll(chain)
    assert.deepEqual(
      forksOf(chain),
      ['chainstart', 'homestead', 'tangerineWhistle', 'spuriousDragon', 'byzantium'].concat(
        ['petersburg', 'istanbul', 'berlin', 'london', 'paris', 'shanghai', 'cancun'],
        ['prague', 'osaka', 'bpo1', 'bpo2'],
      ),
    )
    const copy = await createChain({ genesis: parseGenesis(await formatGenesis(chain)) })
    assert.equal(await copy.importBlocks(exportBlocks(chain, await loadCrypto())), 37)
    assert.deepEqual(copy.head.hash, chain.head.hash)
    await Promise.all([chain.close(), copy.close()])
  })

  it('runs a call by the rules of the block that it is about', async () => {
    const { chain } = await createForked()
    await mineAll(chain)
    for (const number of [3n, 18n, 30n]) {
      const { returnData } = await chain.call({ to: probe }, { block: { number } })
      const header = chain.blockAt(number)?.header
      assert.ok(header !== undefined)
      const expected = header.difficulty === 0n ? bytesToBigint(header.mixHash) : header.difficulty
      assert.equal(bytesToBigint(returnData), expected)
    }
    await chain.close()
  })

  it('tells fees of the fork that the clock has come to', async () => {
    const { chain, clock } = await createForked()
    await chain.mine({ count: 24n })
    assert.equal(chain.nextBlock.blobBaseFee, undefined)
    assert.equal(chain.hardfork, 'paris')
    clock.nowMs += 2_500_000
    assert.equal(chain.nextBlock.blobBaseFee, 1n)
    assert.equal(chain.hardfork, 'cancun')
    assert.equal((await chain.block('pending'))?.header.excessBlobGas, 0n)
    await chain.close()
  })

  it('has the blobs that the genesis gives a fork', async () => {
    const { chain } = await createForked()
    const rules = chain.schedule.rulesAtTime(BigInt(startSec) + 7_000n)
    assert.equal(rules.getBlobGasSchedule().maxBlobGasPerBlock, 30n * 131_072n)
    await chain.close()
  })

  it('mines many blocks across forks, and only skips where none comes', async () => {
    const { chain } = await createForked()
    await chain.mine({ count: 2_000n, intervalSec: 2n })
    assert.equal(chain.head.number, 2_000n)
    assert.equal(chain.lastEmptyBlock(1_000n), undefined)
    const spacings = [1n, 700n, 1_999n].map((number) => {
      const [block, parent] = [chain.blockAt(number), chain.blockAt(number - 1n)]
      return (block?.timestampSec ?? 0n) - (parent?.timestampSec ?? 0n)
    })
    assert.deepEqual(spacings.slice(1), [2n, 2n])
    await chain.time.setNext(BigInt(startSec) + 8_000n)
    await chain.mine({ count: 2_000n, intervalSec: 1n })
    assert.notEqual(chain.lastEmptyBlock(3_000n), undefined)
    await chain.close()
  })

  it('goes back to the rules that it had', async () => {
    const { chain } = await createForked()
    const id = await chain.snapshot()
    await mineAll(chain)
    await chain.revert(id)
    assert.equal(chain.hardfork, 'homestead')
    await chain.reset()
    await mineAll(chain)
    assert.equal(chain.hardfork, 'bpo2')
    await chain.close()
  })
})
