import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { createDevchain } from '../../../../src/devchain.js'
import { createChain } from '../../../../src/internal/chain/create-chain.js'
import { KnownForks } from '../../../../src/internal/chain/fork/known-forks.js'
import { BusyError, postJson, RefusedError } from '../../../../src/internal/chain/fork/post-json.js'
import { RpcClient } from '../../../../src/internal/chain/fork/rpc-client.js'
import { rejection, send } from '../../../devchain-fixture.js'
import { assemble } from '../contracts.js'
import { failure } from '../helpers.js'

interface Answer {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A server that answers as told. */
async function serve(
  answer: (body: string, count: number) => Answer | undefined,
): Promise<{ url: string; bodies: string[]; server: Server }> {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    const given = answer(body, bodies.length)
    if (given === undefined) request.socket.destroy()
    else response.writeHead(given.status, given.headers).end(given.body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { url: `http://127.0.0.1:${address.port}`, bodies, server }
}

const ok = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) })

describe('RpcClient', function () {
  this.timeout(20_000)

  it('sends what is asked for in one tick in batches', async () => {
    const { url, bodies, server } = await serve((body) => {
      const requests: { id: number }[] = JSON.parse(body)
      return ok(requests.map(({ id }) => ({ id, result: id })).reverse())
    })
    const client = new RpcClient({ url })
    const answers = await Promise.all(Array.from({ length: 120 }, () => client.request('m', [])))
    assert.deepEqual(answers.slice(0, 51), [...Array(50).keys(), 0])
    assert.equal(bodies.length, 3)
    server.close()
  })

  it('asks again for what a batch lacks, and when a connection breaks', async () => {
    const { url, bodies, server } = await serve((_, count) => {
      if (count === 1) return undefined
      return ok(count === 2 ? [{ id: 0, result: 1 }] : [0, 1].map((id) => ({ id, result: id })))
    })
    const client = new RpcClient({ url })
    assert.deepEqual(await Promise.all([client.request('a', []), client.request('b', [])]), [0, 1])
    assert.equal(bodies.length, 3)
    server.close()
  })

  it('asks one by one when a batch is refused by its size', async () => {
    const { url, bodies, server } = await serve((body) =>
      body.startsWith('[') ? { status: 413, body: 'too large' } : ok({ id: 0, result: 5 }),
    )
    const client = new RpcClient({ url })
    assert.deepEqual(await Promise.all([client.request('a', []), client.request('b', [])]), [5, 5])
    assert.equal(bodies.length, 3)
    server.close()
  })

  it('tells that a node has no state of that age', async () => {
    const { url, server } = await serve(() =>
      ok({
        id: 0,
        error: { code: -32_000, message: 'missing trie node d67e4d450343046425ae4271' },
      }),
    )
    await failure(new RpcClient({ url }).request('eth_getBalance', []), 'CHAIN_FORK_STATE_MISSING')
    server.close()
  })

  it('waits as long as the server says', async () => {
    const { url, server } = await serve((_, count) => ({
      status: count === 3 ? 400 : 429,
      headers: count === 2 ? {} : { 'retry-after': '3' },
    }))
    const target = { url, headers: {} }
    const reasons = await Promise.all([1, 2, 3].map(() => postJson(target, {}).catch((e) => e)))
    const delays = reasons.flatMap((e) => (e instanceof BusyError ? [e.delayMs] : []))
    assert.deepEqual(delays.sort(), [3_000, undefined])
    assert.equal(reasons.filter((e) => e instanceof RefusedError).length, 1)
    server.close()
  })
})

describe('a fork of a chain with other rules', function () {
  this.timeout(20_000)

  it('goes by them in calls about its past', async () => {
    const remote = await createDevchain({ hardfork: 'berlin', logger: () => undefined })
    const server = await remote.listen({ port: 0 })
    await remote.mine(3)
    const code = `0x${Buffer.from(assemble('00 MSTORE 20 00 RETURN')).toString('hex')}`
    const pushZero = `0x5f${code.slice(2)}`
    const contract = `0x${'cc'.repeat(20)}`
    await send(remote, 'hardhat_setCode', contract, pushZero)
    await remote.mine(2)
    const fork = { url: server.url, blockNumber: -1 }
    const chain = await createDevchain({ fork, logger: () => undefined })
    assert.equal(await send(chain, 'eth_blockNumber'), '0x4')
    await chain.mine()
    assert.equal(await send(chain, 'eth_call', { to: contract }, 'latest'), `0x${'0'.repeat(64)}`)
    const old = await rejection(chain, 'eth_call', { to: contract }, '0x3')
    assert.match(old.message, /invalid opcode/i)
    assert.equal((await rejection(chain, 'anvil_setRpcUrl', 'nowhere')).code, -32_602)
    await send(chain, 'anvil_setRpcUrl', 'http://127.0.0.1:1/')
    assert.equal((await rejection(chain, 'eth_getBlockByNumber', '0x1', false)).code, -32_000)
    await chain.close()
    await remote.close()
    await failure(
      createChain({ fork: { url: server.url, blockNumber: -9n } }),
      'CHAIN_FORK_UNREACHABLE',
    )
  })

  it('knows when the forks of well-known chains came', () => {
    const mainnet = new KnownForks(1n)
    const of = (number: bigint, timestamp = 0n) => mainnet.hardforkOf(number, timestamp)
    assert.deepEqual(
      [of(1n), of(1_150_000n), of(1_920_000n), of(4_370_000n), of(12_965_000n), of(15_537_394n)],
      ['chainstart', 'homestead', 'homestead', 'byzantium', 'london', 'paris'],
    )
    assert.equal(of(19_426_587n, 1_710_338_135n), 'cancun')
    assert.equal(new KnownForks(31_337n).hardforkOf(1n, 1n), undefined)
    assert.equal(of(1n, 1_710_338_135n), undefined, 'of a chain that only has its id')
  })
})
