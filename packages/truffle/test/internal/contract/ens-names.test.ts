import assert from 'node:assert/strict'
import { namehash } from '@scaffold-evm/project/ethers'
import { createAbstraction } from '../../../src/index.js'
import { artifactNamed, type ContractBench, openContractBench } from './contract-fixture.js'

describe('createAbstraction, with ENS', () => {
  let bench: ContractBench

  before(async () => {
    bench = await openContractBench()
  })
  after(() => bench.close())

  it('puts addresses where names are', async () => {
    const [from, to] = bench.accounts as [string, string]
    const registryAddress = `0x${'11'.repeat(20)}`
    const resolver = `0x${'22'.repeat(20)}`
    const asked: string[] = []
    const provider = {
      request(payload: { method: string; params: readonly { to?: string; data?: string }[] }) {
        const target = payload.params?.[0]?.to
        if (target !== registryAddress && target !== resolver) return bench.chain.request(payload)
        asked.push(String(payload.params[0]?.data).slice(10))
        const answer = target === registryAddress ? resolver : to
        return Promise.resolve(`0x${'0'.repeat(24)}${answer.slice(2)}`)
      },
    }
    const context = {
      ...bench.context,
      provider: provider as never,
      ens: { enabled: true, registryAddress },
    }
    const Picky = createAbstraction(artifactNamed('Picky'), context)
    const { from: sender } = await (
      Picky.new as unknown as { request(...values: unknown[]): Promise<{ from: string }> }
    ).request(9, { from: 'me.eth' })
    assert.equal(sender, to)
    assert.notEqual(sender, from)
    assert.deepEqual([...new Set(asked)], [namehash('me.eth').slice(2)])
  })
})
