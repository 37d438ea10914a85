import assert from 'node:assert/strict'
import { createDevchain, type WatchedExecution } from '../src/index.js'

// Returns its call data size in slot 0 and as a word; reverts without call data.
const code = '0x3615600f5736805f555f5260205ff35b5f5ffd'

describe('Devchain.watchExecutions', () => {
  it('tells of transactions, calls and failed estimates, and records them later', async () => {
    const chain = await createDevchain({ throwOnTransactionFailures: false })
    const heard: WatchedExecution[] = []
    const from = chain.accounts[0]?.address
    const to = `0x${'77'.repeat(20)}` as const
    await chain.setCode(to, code)
    const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
      chain.request({ method, params })
    await ask('eth_sendTransaction', { from, to, data: '0x01' })
    const stop = chain.watchExecutions((execution) => heard.push(execution))
    const snapshot = await chain.snapshot()
    const hash = await ask('eth_sendTransaction', { from, to, data: '0x0102' })
    const receipt = await ask('eth_getTransactionReceipt', hash)
    await ask('eth_call', { from, to, data: '0x010203' })
    await ask('eth_estimateGas', { from, to, data: '0x01' })
    await assert.rejects(ask('eth_estimateGas', { from, to }))
    await chain.revert(snapshot)
    stop()
    await ask('eth_call', { from, to, data: '0x01' })
    assert.deepEqual(
      heard.map(({ kind, hash }) => [kind, hash]),
      [
        ['transaction', hash],
        ['call', undefined],
        ['call', undefined],
      ],
    )
    assert.equal(heard[0]?.gasUsed, BigInt(String(Reflect.get(Object(receipt), 'gasUsed'))))
    const recordings = await Promise.all(heard.map(({ record }) => record()))
    assert.deepEqual(
      recordings.map(({ frames }) => [frames[0]?.returnData.at(-1), frames[0]?.haltReason]),
      [
        [2, undefined],
        [3, undefined],
        [undefined, 'revert'],
      ],
    )
    await chain.close()
  })

  it('tells of each transaction of a block, with several listeners', async () => {
    const chain = await createDevchain({ mining: { auto: false } })
    const counts = [0, 0]
    const stops = counts.map((_, index) =>
      chain.watchExecutions(() => {
        counts[index] = (counts[index] ?? 0) + 1
      }),
    )
    const [from, to] = chain.accounts.map(({ address }) => address)
    const send = (): Promise<unknown> =>
      chain.request({ method: 'eth_sendTransaction', params: [{ from, to, value: '0x1' }] })
    await send()
    await send()
    assert.deepEqual(counts, [0, 0])
    await chain.mine()
    assert.deepEqual(counts, [2, 2])
    stops[0]?.()
    await send()
    await chain.mine()
    assert.deepEqual(counts, [2, 3])
    await chain.close()
  })
})
