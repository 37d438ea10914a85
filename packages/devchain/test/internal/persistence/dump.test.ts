import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { bytesToHex, type Hex, hexToBytes, isHex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { createDevchain, type Devchain } from '../../../src/devchain.js'
import type { DevchainOptions } from '../../../src/options.js'
import { accountOf, rejection, send } from '../../devchain-fixture.js'
import { useTempFolder } from '../../temp-folder.js'
import { initCode, runtimes } from '../chain/contracts.js'

describe("dumps in anvil's format", function () {
  this.timeout(30_000)
  const folder = useTempFolder()
  const open: Devchain[] = []

  afterEach(async () => {
    await Promise.all(open.splice(0).map((chain) => chain.close()))
  })

  async function start(options: DevchainOptions = {}): Promise<Devchain> {
    const chain = await createDevchain({ logger: () => undefined, ...options })
    open.push(chain)
    return chain
  }

  /** A chain with some of everything. */
  async function lived(): Promise<{ chain: Devchain; contract: Hex }> {
    const chain = await start()
    const from = accountOf(chain, 0)
    const to = accountOf(chain, 1)
    await send(chain, 'eth_sendTransaction', { from, to, value: '0x5', gasPrice: '0x77359400' })
    const data = bytesToHex(initCode(runtimes['store'] ?? new Uint8Array(0)))
    const creation = await send(chain, 'eth_sendTransaction', { from, data })
    const { contractAddress: contract } = await receipt(chain, creation)
    if (!isHex(contract)) throw new TypeError('nothing was created')
    const input = `0x${'0'.repeat(63)}7${'0'.repeat(63)}9`
    await send(chain, 'eth_sendTransaction', { from, to: contract, data: input })
    const stranger = `0x${'77'.repeat(20)}`
    await send(chain, 'hardhat_setBalance', stranger, '0xde0b6b3a7640000')
    await send(chain, 'hardhat_impersonateAccount', stranger)
    await send(chain, 'eth_sendTransaction', { from: stranger, to, accessList: [] })
    return { chain, contract }
  }

  async function receipt(chain: Devchain, hash: unknown): Promise<Record<string, unknown>> {
    return (await send(chain, 'eth_getTransactionReceipt', hash)) as Record<string, unknown>
  }

  /** All blocks and receipts, and what a storage slot and a balance were after each. */
  async function history(chain: Devchain, contract: Hex): Promise<unknown[]> {
    const result: unknown[] = []
    const head = Number(await send(chain, 'eth_blockNumber'))
    for (let number = 0; number <= head; number++) {
      const block = `0x${number.toString(16)}`
      result.push(
        await send(chain, 'eth_getBlockByNumber', block, true),
        await send(chain, 'eth_getBlockReceipts', block),
        await send(chain, 'eth_getStorageAt', contract, '0x7', block),
        await send(chain, 'eth_getBalance', accountOf(chain, 1), block),
        await send(chain, 'eth_getCode', contract, block),
      )
    }
    return result
  }

  it('hold all blocks, receipts and past states when asked to', async () => {
    const { chain, contract } = await lived()
    const other = await start({ accountCount: 2 })
    await send(other, 'eth_sendTransaction', {
      from: accountOf(other, 0),
      to: accountOf(other, 1),
      value: '0x1',
    })
    expect(
      await send(other, 'anvil_loadState', await send(chain, 'anvil_dumpState', true)),
    ).to.equal(true)
    expect(await history(other, contract)).to.deep.equal(await history(chain, contract))
  })

  it('hold the latest state, and no past ones, unless asked to', async () => {
    const { chain, contract } = await lived()
    const other = await start()
    await send(other, 'hardhat_loadState', await send(chain, 'hardhat_dumpState'))
    expect(await send(other, 'eth_getStorageAt', contract, '0x7', 'latest')).to.equal(
      `0x${'0'.repeat(63)}9`,
    )
    const error = await rejection(other, 'eth_getBalance', contract, '0x1')
    expect(error.code).to.equal(-32000)
    expect((await rejection(other, 'anvil_rollback', 1)).code).to.equal(-32000)
    await send(other, 'eth_sendTransaction', {
      from: accountOf(other, 0),
      to: accountOf(other, 1),
      value: '0x1',
    })
    expect(await send(other, 'eth_blockNumber')).to.equal('0x5')
  })

  it('may be of accounts alone, which are put over those that are there', async () => {
    const chain = await start()
    const account = `0x${'ab'.repeat(20)}`
    const dump = {
      block: { number: '0x9' },
      accounts: {
        [account]: { nonce: 3, balance: '0x10', code: '0x6001', storage: { '0x2': '0x3' } },
      },
    }
    await send(chain, 'anvil_loadState', bytesToHex(gzipSync(JSON.stringify(dump))))
    expect(await send(chain, 'eth_blockNumber')).to.equal('0x9')
    expect(await send(chain, 'eth_getTransactionCount', account)).to.equal('0x3')
    expect(await send(chain, 'eth_getCode', account)).to.equal('0x6001')
    expect(await send(chain, 'eth_getStorageAt', account, '0x2')).to.equal(`0x${'0'.repeat(63)}3`)
    expect(await send(chain, 'eth_getBalance', accountOf(chain, 0))).to.not.equal('0x0')
  })

  for (const [name, bytes] of Object.entries({
    text: new TextEncoder().encode('hello'),
    'a list': new TextEncoder().encode('[]'),
    'a torn archive': gzipSync('{"accounts":{}}').subarray(0, 12),
    'an account that is a number': new TextEncoder().encode('{"accounts":{"0x00":5}}'),
    'blocks without a header': new TextEncoder().encode('{"accounts":{},"blocks":[{}]}'),
  })) {
    it(`are refused when they are ${name}`, async () => {
      const chain = await start()
      const error = await rejection(chain, 'anvil_loadState', bytesToHex(bytes))
      expect(error.code).to.equal(-32000)
      expect(await send(chain, 'eth_blockNumber')).to.equal('0x0')
    })
  }

  it('become state files, beside which the dump is kept', async () => {
    const { chain, contract } = await lived()
    const expected = await history(chain, contract)
    const dump = await send(chain, 'anvil_dumpState', true)
    const json = gunzipSync(hexToBytes(isHex(dump) ? dump : '0x'))
    const stateFile = join(folder(), 'state.json')
    writeFileSync(stateFile, json)
    const notices: string[] = []
    for (let run = 0; run < 2; run++) {
      const kept = await start({ stateFile, onNotice: (notice) => notices.push(notice) })
      expect(await history(kept, contract), `run ${run}`).to.deep.equal(expected)
      await kept.close()
    }
    expect(notices).to.have.length(1)
    expect(readFileSync(`${stateFile}.anvil`)).to.deep.equal(json)
  })
})
