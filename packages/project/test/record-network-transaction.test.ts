import { once } from 'node:events'
import { createServer } from 'node:http'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import {
  type NetworkRecording,
  recordNetworkTransaction,
} from '../src/record-network-transaction.js'
import { failure } from './support/expect-code.js'
import { withProject } from './support/project-dir.js'

// Adds its argument to slot 0 and logs the sum; reverts with it from 100 on.
const adder =
  '0x601d8060095f395ff3' + '5f545f35018060631060165780' + '5f555f5260205fa0005b5f5260205ffd'

describe('recordNetworkTransaction', function () {
  this.timeout(20_000)

  let chain: Devchain
  let url: string
  let contract: unknown
  before(async () => {
    chain = await createDevchain({ throwOnTransactionFailures: false })
    url = (await chain.listen({ port: 0 })).url
    const receipt = await request('eth_getTransactionReceipt', await send({ data: adder }))
    contract = Reflect.get(Object(receipt), 'contractAddress')
  })
  after(() => chain.close())

  function request(method: string, ...params: readonly unknown[]): Promise<unknown> {
    return chain.request({ method, params })
  }

  async function send(transaction: object): Promise<`0x${string}`> {
    const from = chain.accounts[0]?.address
    return `0x${String(await request('eth_sendTransaction', { from, ...transaction })).slice(2)}`
  }

  function add(value: number): Promise<`0x${string}`> {
    const data = `0x${value.toString(16).padStart(64, '0')}`
    return send({ to: contract, data, gas: '0x186a0' })
  }

  async function recorded<T>(
    hash: string,
    read: (recording: NetworkRecording) => Promise<T> | T,
    node: string = url,
  ): Promise<T> {
    return withProject(`{ networks: { n: { url: '${node}' } } }`, async (project) => {
      const connection = await project.connect('n')
      const recording = await recordNetworkTransaction(project, connection, hash)
      try {
        return await read(recording)
      } finally {
        await recording.close()
        await connection.close()
      }
    })
  }

  /** What a recording consists of, as the chain itself records it. */
  async function expectSame(hash: `0x${string}`, status: 'succeeds' | 'reverts'): Promise<void> {
    const own = await chain.recordTransaction(hash)
    await recorded(hash, async ({ recording, record, difference }) => {
      expect(difference).to.equal(undefined)
      expect(recording.frames).to.deep.equal(own.frames)
      expect(recording.stepCount).to.equal(own.stepCount)
      expect(recording.stepCount).to.be.above(6)
      expect(recording.frames[0]?.haltReason === undefined).to.equal(status === 'succeeds')
      expect((await record()).frames).to.deep.equal(own.frames)
    })
  }

  it('runs what was mined before in the same block first', async () => {
    await request('evm_setAutomine', false)
    const hashes = [await add(60), await add(30), await add(20)]
    await request('evm_mine')
    await request('evm_setAutomine', true)
    await expectSame(hashes[1] ?? '0x', 'succeeds')
    await expectSame(hashes[2] ?? '0x', 'reverts')
  })

  it('records what is no longer the latest, and creations', async () => {
    const early = await add(1)
    await add(2)
    await expectSame(early, 'succeeds')
    await expectSame(await send({ data: adder }), 'succeeds')
  })

  it('sees what test helpers changed before the transaction', async () => {
    await chain.setStorageAt(`0x${String(contract).slice(2)}`, 0n, `0x${'63'.padStart(64, '0')}`)
    await expectSame(await add(1), 'reverts')
  })

  it('says when a transaction went otherwise than its receipt says', async () => {
    await chain.setStorageAt(`0x${String(contract).slice(2)}`, 0n, `0x${'00'.repeat(32)}`)
    const hash = await add(1)
    const proxy = createServer((incoming, response) => {
      void forged(incoming).then((answer) => response.end(answer))
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const address = proxy.address()
    const port = typeof address === 'object' ? address?.port : undefined
    try {
      await recorded(
        hash,
        ({ difference }) => expect(difference).to.contain('failed there'),
        `http://127.0.0.1:${port}`,
      )
    } finally {
      proxy.closeAllConnections()
      proxy.close()
    }
  })

  /** The node's answer, in which every transaction failed. */
  async function forged(incoming: AsyncIterable<Uint8Array>): Promise<string> {
    const chunks: Uint8Array[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat(chunks),
    })
    return (await answer.text()).replace('"status":"0x1"', '"status":"0x0"')
  }

  it('refuses what is no hash, not there, or not mined', async () => {
    const unread = (): never => expect.fail('should have thrown')
    await failure('TRANSACTION_HASH_INVALID', () => recorded('0x12', unread))
    await failure('TRANSACTION_NOT_FOUND', () => recorded(`0x${'12'.repeat(32)}`, unread))
    await request('evm_setAutomine', false)
    const hash = await add(1)
    await failure('TRANSACTION_PENDING', () => recorded(hash, unread))
    await request('evm_setAutomine', true)
    await request('evm_mine')
  })
})
