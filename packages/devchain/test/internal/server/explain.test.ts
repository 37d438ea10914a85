import assert from 'node:assert/strict'
import { createDevchain, type Devchain } from '../../../src/index.js'

// Reverts with the four bytes 0x12345678.
const reverting = '0x63123456785f526004601cfd'
const subject = `0x${'77'.repeat(20)}` as const

describe('listen with explain', () => {
  let chain: Devchain
  let url: string
  const explained: Error[] = []

  before(async () => {
    chain = await createDevchain()
    await chain.setCode(subject, reverting)
    const explain = async (error: Error): Promise<object> => {
      explained.push(error)
      return { cause: 'revert' }
    }
    url = (await chain.listen({ port: 0, explain })).url
  })
  after(() => chain.close())

  async function errorOf(
    headers: Record<string, string>,
    method: string,
    ...params: unknown[]
  ): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const answer: unknown = await (await fetch(url, { method: 'POST', body, headers })).json()
    return Reflect.get(Object(answer), 'error')
  }

  const from = (): string | undefined => chain.accounts[0]?.address
  const wanting = { 'scaffold-explain': 'true' }

  it('answers as ever to who does not ask', async () => {
    const error = await errorOf({}, 'eth_call', { from: from(), to: subject })
    assert.equal(Reflect.get(Object(error), 'data'), '0x12345678')
    assert.equal(explained.length, 0)
  })

  it('has what contracts did beside the return data for who does', async () => {
    const error = await errorOf(wanting, 'eth_call', { from: from(), to: subject })
    const { message, data } = Object(error)
    assert.deepEqual(data, { message, data: '0x12345678', solidity: { cause: 'revert' } })
    assert.equal(explained.length, 1)
  })

  it('keeps the hash of what was mined', async () => {
    const transaction = { from: from(), to: subject, gas: '0x10000' }
    const error = await errorOf(wanting, 'eth_sendTransaction', transaction)
    const { data } = Object(error)
    assert.match(data.txHash, /^0x[\da-f]{64}$/)
    assert.deepEqual(data.solidity, { cause: 'revert' })
  })

  it('says nothing of errors that no contract made', async () => {
    const before = explained.length
    const error = await errorOf(wanting, 'eth_nothing')
    assert.equal(Reflect.get(Object(error), 'data'), undefined)
    assert.equal(explained.length, before)
  })
})
