import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { Address } from '@ethereumjs/util'
import { bytesToHex, hexToBytes } from '@scaffold-evm/common'
import { createDevchain } from '../../../../src/devchain.js'
import { createChain } from '../../../../src/internal/chain/create-chain.js'
import { initCode, runtimes } from '../contracts.js'
import { balanceOf, failure, mined, slotOf, word } from '../helpers.js'

interface Remote {
  readonly url: string
  readonly contract: Uint8Array
  readonly stored: Uint8Array
  request(method: string, ...params: readonly unknown[]): Promise<unknown>
  close(): Promise<void>
}

/** A node of ours with a contract whose slot 1 is 42, three blocks long. */
async function startRemote(): Promise<Remote> {
  const devchain = await createDevchain({ chainId: 777n })
  const server = await devchain.listen({ port: 0 })
  const request = (method: string, ...params: readonly unknown[]): Promise<unknown> =>
    devchain.request({ method, params })
  const [from] = devchain.accounts
  assert.ok(from !== undefined && runtimes.store !== undefined)
  const send = async (transaction: object): Promise<string> =>
    String(await request('eth_sendTransaction', { from: from.address, ...transaction }))
  const hash = await send({ data: bytesToHex(initCode(runtimes.store)) })
  const receipt = await request('eth_getTransactionReceipt', hash)
  assert.ok(typeof receipt === 'object' && receipt !== null && 'contractAddress' in receipt)
  const contract = String(receipt.contractAddress)
  const data = bytesToHex(Uint8Array.from([...word(1n), ...word(42n)]))
  const stored = await send({ to: contract, data })
  await send({ to: contract, value: '0x5' })
  const close = async (): Promise<void> => {
    await server.close()
    await devchain.close()
  }
  return {
    url: server.url,
    contract: hexToBytes(contract),
    stored: hexToBytes(stored),
    request,
    close,
  }
}

describe('a fork', () => {
  let remote: Remote

  before(async () => {
    remote = await startRemote()
  })

  after(() => remote.close())

  it('begins with state, number, base fee and chain id of the remote chain', async () => {
    const chain = await createChain({ fork: { url: remote.url } })
    assert.equal(chain.chainId, 777n)
    assert.equal(chain.head.number, 3n)
    assert.equal(await slotOf(chain, remote.contract, 1n), 42n)
    assert.equal(await balanceOf(chain, remote.contract), 5n)
    const head = await remote.request('eth_getBlockByNumber', 'latest', false)
    assert.ok(typeof head === 'object' && head !== null && 'hash' in head)
    assert.equal(bytesToHex(chain.head.hash), head.hash)
    const [alice, bob] = chain.accounts
    const { block } = await mined(chain, { from: alice?.address, to: bob?.address, valueWei: 1n })
    assert.equal(block.number, 4n)
    assert.deepEqual(block.block.header.parentHash, hexToBytes(String(head.hash)))
    assert.ok((block.block.header.baseFeePerGas ?? 0n) < 875_000_000n)
    const other = await createChain({ fork: { url: remote.url }, chainId: 5n })
    assert.equal(other.chainId, 5n)
  })

  it('changes nothing on the remote chain', async () => {
    const chain = await createChain({ fork: { url: remote.url } })
    const from = chain.accounts[0]?.address
    const data = Uint8Array.from([...word(1n), ...word(43n)])
    const { receipt } = await mined(chain, { from, to: remote.contract, data })
    assert.ok(receipt.succeeded)
    assert.equal(await slotOf(chain, remote.contract, 1n), 43n)
    const id = await chain.snapshot()
    await mined(chain, { from, to: remote.contract, data: word(1n) })
    await chain.revert(id)
    assert.equal(await slotOf(chain, remote.contract, 1n), 43n)
    const contract = bytesToHex(remote.contract)
    assert.equal(
      await remote.request('eth_getStorageAt', contract, '0x1', 'latest'),
      bytesToHex(word(42n)),
    )
  })

  it('knows blocks, transactions and states from before it', async () => {
    const chain = await createChain({ fork: { url: remote.url } })
    const transaction = await chain.findTransaction(remote.stored)
    assert.ok(transaction !== undefined && chain.isMined(transaction))
    assert.equal(transaction.block.number, 2n)
    assert.equal(transaction.receipt.logs.length, 1)
    assert.deepEqual(transaction.hash, remote.stored)
    assert.deepEqual(transaction.sender, chain.accounts[0]?.address)
    const block = await chain.block({ number: 2n })
    assert.deepEqual(block?.hash, transaction.block.hash)
    assert.deepEqual((await chain.block({ hash: transaction.block.hash }))?.number, 2n)
    assert.equal((await chain.block('earliest'))?.number, 0n)
    const state = await chain.stateAt({ number: 1n })
    assert.deepEqual(
      await state.getStorage(new Address(remote.contract), word(1n)),
      new Uint8Array(0),
    )
    assert.equal(await chain.block({ number: 99n }), undefined)
    assert.equal(await chain.block({ hash: word(1n) }), undefined)
    assert.equal(await chain.findTransaction(word(1n)), undefined)
    await failure(
      chain.tracing.transaction(remote.stored, { handler: {} }),
      'CHAIN_TRANSACTION_NOT_FOUND',
    )
  })

  it('runs calls about blocks from before it', async () => {
    const chain = await createChain({ fork: { url: remote.url } })
    const code = hexToBytes('0x60015460005260206000f3')
    const options = { stateOverrides: [{ address: remote.contract, code }] }
    const call = async (number: bigint): Promise<Uint8Array> =>
      (await chain.call({ to: remote.contract }, { ...options, block: { number } })).returnData
    assert.deepEqual(await call(1n), word(0n))
    assert.deepEqual(await call(2n), word(42n))
    assert.deepEqual(await call(3n), word(42n))
  })

  it('can begin at an earlier block, and be moved or dropped by reset', async () => {
    const chain = await createChain({ fork: { url: remote.url, blockNumber: 1n } })
    assert.equal(chain.head.number, 1n)
    assert.equal(await slotOf(chain, remote.contract, 1n), 0n)
    assert.equal(await chain.block({ number: 2n }), undefined)
    assert.equal(await chain.findTransaction(remote.stored), undefined)
    await chain.reset({ url: remote.url, blockNumber: 2n })
    assert.equal(await slotOf(chain, remote.contract, 1n), 42n)
    await chain.reset()
    assert.equal(chain.head.number, 2n)
    await chain.reset(null)
    assert.equal(chain.head.number, 0n)
    assert.equal(chain.remote, undefined)
    assert.equal(await balanceOf(chain, remote.contract), 0n)
    await failure(
      createChain({ fork: { url: remote.url, blockNumber: 99n } }),
      'CHAIN_FORK_BLOCK_UNAVAILABLE',
    )
  })
})

describe('the client of a forked chain', () => {
  /** A server that answers the first requests with `answers`, and nothing after. */
  async function serve(
    answers: readonly ((body: string) => { status: number; body: string })[],
  ): Promise<{ url: string; bodies: string[]; server: Server }> {
    const bodies: string[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const answer = (answers[bodies.length] ?? answers.at(-1))?.(body)
        bodies.push(body)
        response.writeHead(answer?.status ?? 500).end(answer?.body)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    return { url: `http://127.0.0.1:${address.port}/secret-key`, bodies, server }
  }

  /**
   * A URL that refuses connections: its port is the near end of a connection to `server`, so that nobody
   * listens there, and nobody else can.
   */
  async function withRefusingUrl(
    server: Server,
    use: (url: string) => Promise<void>,
  ): Promise<void> {
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    const socket = connect(address.port, '127.0.0.1')
    await once(socket, 'connect')
    try {
      await use(`http://127.0.0.1:${socket.localPort}/secret-key`)
    } finally {
      socket.destroy()
    }
  }

  it('tells who does not answer, without the key in the URL', async () => {
    const { url, server } = await serve([() => ({ status: 200, body: 'hello' })])
    const error = await failure(createChain({ fork: { url } }), 'CHAIN_FORK_UNREACHABLE')
    assert.match(error.message, /HTTP 200 with "hello" instead of JSON/)
    assert.doesNotMatch(error.message, /secret-key/)
    await withRefusingUrl(server, async (refusing) => {
      const refused = await failure(
        createChain({ fork: { url: refusing } }),
        'CHAIN_FORK_UNREACHABLE',
      )
      assert.match(refused.message, /ECONNREFUSED/)
      assert.doesNotMatch(refused.message, /secret-key/)
    })
    server.close()
    await failure(createChain({ fork: { url: 'no url' } }), 'CHAIN_FORK_UNREACHABLE')
  })

  it('tries again when the server is busy, and passes on what it refuses', async () => {
    const refusal = JSON.stringify([
      { id: 0, error: { code: -32_601, message: 'no such method' } },
      { id: 1, result: '0x1' },
    ])
    const busy = JSON.stringify([{ id: 0, error: { code: -32_005, message: 'slow down' } }])
    const { url, bodies, server } = await serve([
      () => ({ status: 429, body: '' }),
      () => ({ status: 200, body: busy }),
      () => ({ status: 200, body: refusal }),
    ])
    const error = await failure(createChain({ fork: { url } }), 'CHAIN_FORK_RPC_ERROR')
    assert.match(error.message, /refuses eth_chainId: no such method/)
    assert.equal(bodies.length, 3)
    server.close()
  })

  it('asks one by one where batches are not understood', async () => {
    const { url, bodies, server } = await serve([
      () => ({ status: 200, body: '{"jsonrpc":"2.0","error":{"code":-32600,"message":"batch"}}' }),
      () => ({ status: 200, body: '{"jsonrpc":"2.0","id":0,"result":"0x"}' }),
    ])
    await failure(createChain({ fork: { url } }), 'CHAIN_FORK_RESPONSE_INVALID')
    assert.equal(bodies.length, 3)
    assert.ok(bodies[0]?.startsWith('['))
    assert.ok(bodies[1]?.startsWith('{'))
    server.close()
  })
})
