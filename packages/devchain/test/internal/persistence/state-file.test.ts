import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { bytesToHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { createDevchain, type Devchain } from '../../../src/devchain.js'
import type { Chain } from '../../../src/internal/chain/chain.js'
import type { ChainOptions } from '../../../src/internal/chain/chain-options.js'
import { createChain } from '../../../src/internal/chain/create-chain.js'
import { useTempFolder } from '../../temp-folder.js'
import { failure, firstAccount, StoppedClock, word } from '../chain/helpers.js'
import { accountAt, fingerprint } from './fingerprint.js'
import { actAtRandom, createRandom } from './random-operations.js'

const bob = new Uint8Array(20).fill(0xb0)

describe('a chain with a state file', function () {
  this.timeout(60_000)
  const folder = useTempFolder()
  const clock = new StoppedClock()
  const open: Chain[] = []

  afterEach(async () => {
    await Promise.all(open.splice(0).map((chain) => chain.close()))
  })

  async function start(
    options: ChainOptions = {},
    file: Partial<ChainOptions['stateFile']> = {},
  ): Promise<Chain> {
    const stateFile = { path: join(folder(), 'chain.state'), ...file }
    const chain = await createChain({ now: clock.now, ...options, stateFile })
    open.push(chain)
    return chain
  }

  async function stop(chain: Chain): Promise<void> {
    open.splice(open.indexOf(chain), 1)
    await chain.close()
  }

  async function transfer(chain: Chain): Promise<Uint8Array> {
    return chain.send({ from: firstAccount(chain).address, to: bob, valueWei: 1n })
  }

  it('lets nobody hear of a transaction that is not on the disk', async () => {
    const chain = await start()
    const beforeSeal = (): Promise<void> => {
      throw new TypeError('was told')
    }
    await chain.send({ from: firstAccount(chain).address, to: bob }, { beforeSeal })
    expect(chain.head.number).to.equal(1n)
  })

  it('goes on where it was left', async () => {
    const before = await start()
    const hash = await transfer(before)
    await stop(before)
    const after = await start()
    expect(after.head.number).to.equal(1n)
    expect(after.transaction(hash)).to.have.property('receipt')
    await transfer(after)
    expect((await accountAt(after, bob)).balance).to.equal(2n)
  })

  for (const wasteBytes of [1_000_000_000, 2_000]) {
    it(`is as one that was never stopped, with ${wasteBytes} bytes of waste allowed`, async () => {
      for (let seed = 1; seed <= 4; seed++) {
        const file = { path: join(folder(), `${seed}.state`), wasteBytes }
        const [random, sameRandom] = [createRandom(seed * 7919), createRandom(seed * 7919)]
        const twin = await createChain({ now: clock.now })
        let chain = await start({}, file)
        for (let round = 0; round < 3; round++) {
          for (let step = 0; step < 25; step++) {
            await actAtRandom(chain, random)
            await actAtRandom(twin, sameRandom)
          }
          await stop(chain)
          chain = await start({}, file)
          const expected = await fingerprint(twin)
          expect(await fingerprint(chain), `seed ${seed}, round ${round}`).to.deep.equal(expected)
        }
        await stop(chain)
        await twin.close()
      }
    })
  }

  it('goes back to snapshots that were taken before, blocks taken off since included', async () => {
    const before = await start()
    await transfer(before)
    const id = await before.snapshot()
    const there = await fingerprint(before)
    await before.mine({ count: 700n })
    await before.rollback(701n)
    await transfer(before)
    await stop(before)
    const after = await start()
    expect(await after.revert(id)).to.equal(true)
    expect(await fingerprint(after)).to.deep.equal(there)
    expect(await after.snapshot()).to.equal(id + 1n)
  })

  it('keeps the forks of a genesis file', async () => {
    const stateFile = join(folder(), 'planned.state')
    const config = { chainId: 9, homesteadBlock: 0, eip150Block: 0, eip155Block: 0, eip158Block: 0 }
    const later = {
      byzantiumBlock: 2,
      constantinopleBlock: 3,
      petersburgBlock: 3,
      istanbulBlock: 3,
    }
    const last = { berlinBlock: 4, londonBlock: 5 }
    const genesis = {
      config: { ...config, ...later, ...last },
      difficulty: '0x20000',
      gasLimit: '0x1c9c380',
      alloc: { [bytesToHex(bob)]: { balance: '0x5', storage: { '0x1': '0x2' }, code: '0x00' } },
    }
    const logger = (): void => undefined
    const before = await createDevchain({ genesis, stateFile, logger })
    await before.setBalance(before.accounts[0]?.address ?? '0x', 10n ** 18n)
    const from = before.accounts[0]?.address
    for (let block = 0; block < 6; block++) {
      const transaction = { from, to: bytesToHex(bob), value: '0x1', gasPrice: '0x77359400' }
      await before.request({ method: 'eth_sendTransaction', params: [transaction] })
    }
    const expected = await blocksAndReceipts(before)
    await before.close()
    const after = await createDevchain({ stateFile, logger })
    expect(await blocksAndReceipts(after)).to.deep.equal(expected)
    await after.mine()
    await after.close()
  })

  it('knows the accounts that were added, and not those that were removed', async () => {
    const before = await start()
    const count = before.accounts.length
    await before.addAccount(word(1n))
    const [first] = before.accounts.slice(count)
    await before.addAccount(word(2n))
    await before.removeAccount(first?.address ?? bob)
    const kept = before.accounts
    await stop(before)
    expect((await start()).accounts).to.deep.equal(kept)
  })

  it('keeps its clock running', async () => {
    const before = await start()
    await before.time.increase(1_000n)
    await stop(before)
    clock.nowMs += 5_000
    const after = await start()
    expect(after.time.nowSec).to.equal(BigInt(clock.nowMs / 1000) + 1_000n)
  })

  it('is written anew when most of the file is of no use', async () => {
    const chain = await start({}, { wasteBytes: 20_000 })
    const path = join(folder(), 'chain.state')
    for (let value = 0n; value < 400n; value++) await chain.nextBlock.setPrevRandao(word(value))
    await chain.mine()
    expect(statSync(path).size).to.be.lessThan(60_000)
  })

  it('is only open once', async () => {
    const chain = await start()
    await failure(start(), 'LOCK_HELD')
    await stop(chain)
    await start()
  })

  it('cuts off a record that was not written to its end', async () => {
    const path = join(folder(), 'chain.state')
    const before = await start()
    await transfer(before)
    const { size } = statSync(path)
    await transfer(before)
    await stop(before)
    const whole = readFileSync(path)
    for (const end of [size + 1, size + 11, size + 12, size + 40, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, end))
      const notices: string[] = []
      const after = await start({ onNotice: (notice) => notices.push(notice) })
      expect(after.head.number).to.equal(1n)
      expect(notices).to.have.length(1)
      expect(statSync(path).size).to.equal(size)
      await transfer(after)
      await stop(after)
      const again = await start()
      expect(again.head.number).to.equal(2n)
      await stop(again)
    }
  })

  it('takes zeros at the end for a write that never arrived', async () => {
    const path = join(folder(), 'chain.state')
    await stop(await start())
    appendFileSync(path, new Uint8Array(5_000))
    expect((await start()).head.number).to.equal(0n)
  })

  it('refuses a file that is damaged before its end, and says where', async () => {
    const path = join(folder(), 'chain.state')
    const before = await start()
    await transfer(before)
    const { size } = statSync(path)
    await transfer(before)
    await transfer(before)
    await stop(before)
    for (const offset of [size, size + 5, size + 100]) {
      const damaged = readFileSync(path)
      damaged[offset] = (damaged[offset] ?? 0) ^ 1
      const copy = join(folder(), 'damaged.state')
      writeFileSync(copy, damaged)
      const error = await failure(start({}, { path: copy }), 'CHAIN_STATE_FILE_CORRUPT')
      expect(error.data).to.deep.equal({ path: copy, offsetBytes: size })
      truncateSync(copy, size)
      const after = await start({}, { path: copy })
      expect(after.head.number).to.equal(1n)
      await stop(after)
    }
  })

  it('refuses what is no state file, and leaves it as it is', async () => {
    const path = join(folder(), 'notes.txt')
    writeFileSync(path, 'remember the milk')
    await failure(start({}, { path }), 'CHAIN_STATE_FILE_UNKNOWN')
    expect(readFileSync(path, 'utf8')).to.equal('remember the milk')
  })

  it('refuses a folder', async () => {
    await failure(start({}, { path: folder() }), 'CHAIN_STATE_FILE_UNUSABLE')
  })

  it('refuses options that contradict the file', async () => {
    await stop(await start({ chainId: 5n }))
    await failure(start({ chainId: 6n }), 'CHAIN_STATE_FILE_MISMATCH')
    await failure(start({ hardfork: 'london' }), 'CHAIN_STATE_FILE_MISMATCH')
    expect((await start()).chainId).to.equal(5n)
  })

  it('is a file for its owner alone, beside which nothing stays', async () => {
    const path = join(folder(), 'chain.state')
    await stop(await start())
    expect(statSync(path).mode & 0o777).to.equal(0o600)
    expect(() => statSync(`${path}.lock`)).to.throw(/ENOENT/)
    copyFileSync(path, `${path}.compacting`)
    await start()
    expect(() => statSync(`${path}.compacting`)).to.throw(/ENOENT/)
  })
})

async function blocksAndReceipts(chain: Devchain): Promise<unknown[]> {
  const result: unknown[] = [await chain.request({ method: 'eth_blockNumber' })]
  for (let number = 0; number <= Number(result[0]); number++) {
    const block = `0x${number.toString(16)}`
    result.push(
      await chain.request({ method: 'eth_getBlockByNumber', params: [block, true] }),
      await chain.request({ method: 'eth_getBlockReceipts', params: [block] }),
      await chain.request({ method: 'debug_getRawBlock', params: [block] }),
    )
  }
  return result
}
