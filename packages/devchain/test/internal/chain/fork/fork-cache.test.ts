import assert from 'node:assert/strict'
import { appendFileSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Address } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from '../../../../src/devchain.js'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import { createChain } from '../../../../src/internal/chain/create-chain.js'
import type { DevchainServer } from '../../../../src/listen-options.js'
import { accountOf, send } from '../../../devchain-fixture.js'
import { useTempFolder } from '../../../temp-folder.js'
import { initCode, runtimes } from '../contracts.js'
import { balanceOf, failure, mined, slotOf, word } from '../helpers.js'
import { type CountingProxy, startProxy } from './counting-proxy.js'

const nobody = new Uint8Array(20).fill(0xdd)

describe('the cache of a fork', function () {
  this.timeout(30_000)
  const folder = useTempFolder()
  let remote: Devchain
  let server: DevchainServer
  let proxy: CountingProxy
  let contract: Uint8Array

  before(async () => {
    remote = await createDevchain({ chainId: 777n, logger: () => undefined })
    server = await remote.listen({ port: 0 })
    proxy = await startProxy(server.url)
    const from = accountOf(remote, 0)
    const data = bytesToHex(initCode(runtimes['store'] ?? new Uint8Array(0)))
    const hash = await send(remote, 'eth_sendTransaction', { from, data })
    const receipt = await send(remote, 'eth_getTransactionReceipt', hash)
    assert.ok(typeof receipt === 'object' && receipt !== null && 'contractAddress' in receipt)
    contract = Uint8Array.from(Buffer.from(String(receipt.contractAddress).slice(2), 'hex'))
    const input = bytesToHex(Uint8Array.from([...word(1n), ...word(42n)]))
    const to = bytesToHex(contract)
    await send(remote, 'eth_sendTransaction', { from, to, data: input })
    await send(remote, 'hardhat_mine', '0xc8')
  })

  after(async () => {
    await proxy.close()
    await remote.close()
  })

  const blockNumber = 2n

  function fork(options: { url?: string; blockNumber?: bigint } = {}): Promise<Chain> {
    const forkOptions = { url: proxy.url, blockNumber, ...options }
    return createChain({ fork: forkOptions, forkCacheDir: folder() })
  }

  /** Reads a bit of everything. */
  async function look(chain: Chain): Promise<unknown> {
    const past = await chain.block({ number: 1n })
    const { receipt } = await mined(chain, {
      from: chain.accounts[0]?.address,
      to: contract,
      data: Uint8Array.from([...word(2n), ...word(7n)]),
    })
    return {
      slots: [await slotOf(chain, contract, 1n), await slotOf(chain, contract, 2n)],
      balance: await balanceOf(chain, nobody),
      hash: bytesToHex(past?.hash ?? nobody),
      transactions: past?.transactions.map(({ hash }) => bytesToHex(hash)),
      gasUsed: receipt.gasUsed,
      chainId: chain.chainId,
    }
  }

  it('answers what was asked before, with and without network', async () => {
    const first = await fork()
    const seen = await look(first)
    await first.close()
    proxy.bodies.length = 0
    const second = await fork()
    assert.deepEqual(await look(second), seen)
    await second.close()
    assert.equal(proxy.bodies.length, 1, 'only which block it is is asked again')
    const away = await startProxy(server.url)
    const [third] = await Promise.all([fork({ url: away.url })])
    assert.deepEqual(await look(third), seen)
    await third.close()
    await away.close()
    const notices: string[] = []
    const offline = await createChain({
      fork: { url: away.url, blockNumber },
      forkCacheDir: folder(),
      onNotice: (notice) => notices.push(notice),
    })
    assert.deepEqual(await look(offline), seen)
    assert.equal(notices.length, 1)
    await failure(balanceOf(offline, new Uint8Array(20).fill(0xee)), 'CHAIN_FORK_UNREACHABLE')
    await offline.close()
    await failure(fork({ url: away.url, blockNumber: 3n }), 'CHAIN_FORK_UNREACHABLE')
  })

  it('lets a fork that is kept in a file go on without network', async () => {
    const away = await startProxy(server.url)
    const stateFile = { path: join(folder(), 'fork.state') }
    const options = { forkCacheDir: folder(), stateFile }
    const first = await createChain({ fork: { url: away.url, blockNumber }, ...options })
    const seen = await look(first)
    await first.mutateState((state) => state.clearStorage(new Address(contract)))
    await first.close()
    await away.close()
    // The file knows what it is a fork of.
    const second = await createChain(options)
    assert.equal(second.head.number, 3n)
    assert.equal(await slotOf(second, contract, 1n), 0n, 'cleared, and not the remote value')
    assert.equal(second.fork?.blockNumber, blockNumber)
    await mined(second, { from: second.accounts[0]?.address, to: nobody, valueWei: 1n })
    await second.close()
    const moved = { fork: { url: proxy.url, blockNumber: 3n }, ...options }
    await failure(createChain(moved), 'CHAIN_STATE_FILE_MISMATCH')
    const third = await createChain({ fork: { url: proxy.url }, ...options })
    assert.equal(third.head.number, 4n)
    assert.equal(third.fork?.url, proxy.url)
    await third.reset()
    assert.deepEqual(await look(third), seen)
    await third.close()
    const last = await createChain({ fork: { url: proxy.url }, ...options })
    assert.equal(last.head.number, 3n)
    await last.close()
  })

  it('keeps nothing of blocks that may yet be reorganised away', async () => {
    const chain = await fork({ blockNumber: 150n })
    await look(chain)
    await chain.close()
    assert.deepEqual(readdirSync(folder()), [])
  })

  it('does not mistake one chain for another', async () => {
    const chain = await fork()
    const seen = await look(chain)
    await chain.close()
    const other = await createDevchain({ chainId: 777n, logger: () => undefined })
    await send(other, 'hardhat_mine', '0xc8')
    const otherServer = await other.listen({ port: 0 })
    const forked = await fork({ url: otherServer.url })
    assert.equal(await slotOf(forked, contract, 1n), 0n)
    await forked.close()
    await other.close()
    const again = await fork()
    assert.deepEqual(await look(again), seen)
    await again.close()
  })

  it('is shared by several at once, and asks again for what is damaged', async () => {
    const chains = await Promise.all([fork(), fork(), fork()])
    const [seen, ...others] = await Promise.all(chains.map(look))
    for (const other of others) assert.deepEqual(other, seen)
    await Promise.all(chains.map((chain) => chain.close()))
    const [block = ''] = readdirSync(join(folder(), '777'))
    const segments = readdirSync(join(folder(), '777', block))
    assert.equal(segments.length, 3)
    for (const name of segments) appendFileSync(join(folder(), '777', block, name), '["torn')
    for (let run = 0; run < 8; run++) {
      const chain = await fork()
      await balanceOf(chain, word(BigInt(run)).slice(12))
      await chain.close()
    }
    const after = await fork()
    assert.deepEqual(await look(after), seen)
    await after.close()
    assert.ok(readdirSync(join(folder(), '777', block)).length <= 8, 'many files became one')
  })

  it('is not there unless asked for', async () => {
    const chain = await createChain({ fork: { url: proxy.url, blockNumber } })
    await look(chain)
    await chain.close()
    assert.ok(!existsSync(join(folder(), '777')))
  })

  describe('before it, requests', () => {
    it('of what a transaction names travel together', async () => {
      const chain = await createChain({ fork: { url: proxy.url, blockNumber } })
      proxy.bodies.length = 0
      const accessList = [1n, 2n, 3n, 4n].map((value) => ({
        address: new Uint8Array(20).fill(Number(value)),
        storageKeys: [word(value), word(value + 1n)],
      }))
      await mined(chain, {
        from: chain.accounts[0]?.address,
        to: contract,
        accessList,
        gasLimit: 300_000n,
        data: Uint8Array.from([...word(2n), ...word(7n)]),
      })
      await chain.close()
      // The block's own reads, those of the transaction, and the slot that only running it shows.
      assert.ok(proxy.bodies.length <= 4, `${proxy.bodies.length} round trips`)
      assert.ok(proxy.requests() >= 4 * 3 + 8)
    })
  })
})
