import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import { WebSocket } from 'ws'
import type { DevchainServer } from '../../../src/index.js'
import { send, useDevchain } from '../../devchain-fixture.js'

interface Answer {
  readonly id: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

describe('listen', () => {
  const chain = useDevchain()
  let server: DevchainServer

  before(async () => {
    server = await chain().listen({ port: 0, maxBodyBytes: 100_000, maxBufferedBytes: 50_000 })
  })

  async function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(server.url, { method: 'POST', body, headers })
  }

  async function answer(body: unknown): Promise<Answer> {
    const response = await post(typeof body === 'string' ? body : JSON.stringify(body))
    expect(response.status).to.equal(200)
    return (await response.json()) as Answer
  }

  /** fetch does not let the Host header be set. */
  async function statusWith(headers: Record<string, string>, method = 'POST'): Promise<number> {
    return await new Promise((resolve, reject) => {
      const outgoing = httpRequest(server.url, { method, headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      outgoing.on('error', reject)
      outgoing.end(method === 'POST' ? '{"id":1,"method":"eth_chainId"}' : undefined)
    })
  }

  describe('over HTTP', () => {
    it('answers requests, whatever their id', async () => {
      for (const id of [1, 'x', null, 1.5]) {
        const response = await answer({ jsonrpc: '2.0', id, method: 'eth_chainId' })
        expect(response).to.deep.equal({ jsonrpc: '2.0', id, result: '0x7a69' })
      }
    })

    const invalid: readonly [string, string, number][] = [
      ['text that is not JSON', '{"jsonrpc":', -32_700],
      ['nothing', '', -32_700],
      ['a value that is no object', '5', -32_600],
      ['null', 'null', -32_600],
      ['no method', '{"id":1}', -32_600],
      ['a method that is no text', '{"id":1,"method":5}', -32_600],
      ['another version', '{"jsonrpc":"1.0","id":1,"method":"eth_chainId"}', -32_600],
      ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"eth_chainId"}', -32_600],
      ['an empty batch', '[]', -32_600],
      ['a batch of 1001', `[${'1,'.repeat(1_000)}1]`, -32_600],
      ['params that are an object', '{"id":1,"method":"eth_chainId","params":{}}', -32_602],
      ['nesting', `${'['.repeat(40_000)}${']'.repeat(40_000)}`, -32_600],
    ]
    for (const [name, body, code] of invalid) {
      it(`refuses ${name} with ${code}`, async () => {
        const response = await answer(body)
        const one = Array.isArray(response) ? (response[0] as Answer) : response
        expect(one.error?.code).to.equal(code)
      })
    }

    it('answers batches in order, and each for itself', async () => {
      const response = await answer([
        { jsonrpc: '2.0', id: 1, method: 'evm_mine' },
        { jsonrpc: '2.0', id: 2, method: 'eth_blockNumber' },
        { jsonrpc: '2.0', method: 'evm_mine' },
        7,
        { jsonrpc: '2.0', id: 3, method: 'eth_nope' },
      ])
      const answers = response as unknown as Answer[]
      expect(answers.map(({ id }) => id)).to.deep.equal([1, 2, null, 3])
      expect(answers.map(({ error }) => error?.code)).to.deep.equal([
        undefined,
        undefined,
        -32_600,
        -32_601,
      ])
    })

    it('says nothing to notifications, not even to failing ones', async () => {
      for (const method of ['evm_mine', 'eth_nope']) {
        const response = await post(JSON.stringify({ jsonrpc: '2.0', method }))
        expect(response.status).to.equal(204)
        expect(await response.text()).to.equal('')
      }
    })

    it('gives the data of a revert, and for a mined failure its hash too', async () => {
      const to = `0x${'00'.repeat(18)}0ec4`
      await send(chain(), 'hardhat_setCode', to, '0x365f5f37365ffd')
      const from = chain().accounts[0]?.address
      const call = { from, to, data: '0x12345678', gas: '0x100000' }
      const read = await answer({ id: 1, method: 'eth_call', params: [call] })
      expect(read.error).to.include({ code: 3, data: '0x12345678' })
      const sent = await answer({ id: 1, method: 'eth_sendTransaction', params: [call] })
      expect(sent.error?.code).to.equal(3)
      expect(sent.error?.data).to.have.all.keys('message', 'txHash', 'data')
      expect(sent.error?.data).to.include({ data: '0x12345678', message: sent.error?.message })
    })

    it('refuses bodies above the limit, announced or not', async () => {
      const response = await post('x'.repeat(100_001))
      expect(response.status).to.equal(413)
      expect(await response.json()).to.have.nested.property('error.code', -32_600)
      const chunked = await fetch(server.url, {
        method: 'POST',
        body: new Blob(['y'.repeat(200_000)]).stream(),
        duplex: 'half',
      } as RequestInit)
      expect(chunked.status).to.equal(413)
    })

    it('greets browsers, and refuses other methods', async () => {
      const greeting = await fetch(server.url)
      expect(await greeting.text()).to.match(/^HardhatNetwork\/scaffold/)
      expect((await fetch(server.url, { method: 'PUT' })).status).to.equal(405)
    })

    it('refuses foreign hosts and web pages', async () => {
      expect(await statusWith({ host: 'evil.example' })).to.equal(403)
      expect(await statusWith({ origin: 'https://evil.example' })).to.equal(403)
      expect(await statusWith({ host: 'localhost' })).to.equal(200)
    })

    it('outlives broken connections', async () => {
      for (const text of [
        'GARBAGE\r\n\r\n',
        'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{',
      ]) {
        const socket = connect(server.port, server.host)
        socket.on('error', () => undefined)
        socket.write(text)
        await sleep(20)
        socket.destroy()
      }
      expect((await answer({ id: 1, method: 'eth_chainId' })).result).to.equal('0x7a69')
    })
  })

  describe('with cors', () => {
    it('lets the pages in that it names', async () => {
      const open = await chain().listen({ port: 0, cors: ['http://localhost:3000'] })
      const headers = { origin: 'http://localhost:3000' }
      const preflight = await fetch(open.url, { method: 'OPTIONS', headers })
      expect(preflight.status).to.equal(204)
      expect(preflight.headers.get('access-control-allow-origin')).to.equal(headers.origin)
      expect(preflight.headers.get('access-control-allow-headers')).to.equal('content-type')
      const other = await fetch(open.url, {
        method: 'POST',
        headers: { origin: 'http://localhost:4000' },
      })
      expect(other.status).to.equal(403)
      await open.close()
    })
  })

  describe('over WebSocket', () => {
    async function open(url = server.wsUrl, headers = {}): Promise<WebSocket> {
      const socket = new WebSocket(url, { headers })
      await new Promise((resolve, reject) => {
        socket.once('open', resolve)
        socket.once('error', reject)
      })
      return socket
    }

    function received(socket: WebSocket): Record<string, unknown>[] {
      const messages: Record<string, unknown>[] = []
      socket.on('message', (data) => messages.push(JSON.parse(data.toString())))
      return messages
    }

    async function until(condition: () => boolean): Promise<void> {
      for (let waited = 0; !condition() && waited < 3_000; waited += 10) await sleep(10)
      expect(condition()).to.equal(true)
    }

    it('answers, and pushes what was subscribed to until it is closed', async () => {
      const socket = await open()
      const messages = received(socket)
      socket.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}')
      socket.send('nonsense')
      await until(() => messages.length === 2)
      const subscription = messages.find(({ id }) => id === 1)?.result
      expect(messages.find(({ id }) => id === null)).to.have.nested.property('error.code', -32_700)
      await chain().mine()
      await until(() => messages.length === 3)
      expect(messages[2]).to.deep.include({ jsonrpc: '2.0', method: 'eth_subscription' })
      expect(messages[2]).to.have.nested.property('params.subscription', subscription)
      socket.close()
    })

    it('pushes logs and whole pending transactions', async () => {
      const socket = await open()
      const messages = received(socket)
      // LOG0 of nothing.
      const emitter = `0x${'00'.repeat(18)}0e00`
      await send(chain(), 'hardhat_setCode', emitter, '0x5f5fa0')
      const subscribe = (id: number, ...params: unknown[]): void =>
        socket.send(JSON.stringify({ id, method: 'eth_subscribe', params }))
      subscribe(1, 'logs', { address: emitter })
      subscribe(2, 'logs', { address: `0x${'11'.repeat(20)}` })
      subscribe(3, 'newPendingTransactions', true)
      await until(() => messages.length === 3)
      const from = chain().accounts[0]?.address
      await send(chain(), 'eth_sendTransaction', { from, to: emitter })
      await until(() => messages.length === 5)
      const pushed = messages.slice(3).map(({ params }) => (params as { result: object }).result)
      expect(pushed.find((result) => 'topics' in result)).to.include({
        address: emitter,
        data: '0x',
      })
      expect(pushed.find((result) => 'nonce' in result)).to.include({ from })
      socket.close()
    })

    it('refuses web pages', async () => {
      const refused = await open(server.wsUrl, { origin: 'https://evil.example' }).catch(
        (error: Error) => error,
      )
      expect(refused).to.be.instanceOf(Error)
    })

    it('cuts off a client that does not read', async () => {
      const socket = await open()
      let isClosed = false
      socket.on('close', () => {
        isClosed = true
      })
      socket.send('{"id":1,"method":"eth_subscribe","params":["newHeads"]}')
      await sleep(50)
      socket.pause()
      for (let batch = 0; batch < 40 && !isClosed; batch++) {
        await chain().mine(250)
        await sleep(1)
      }
      socket.resume()
      await until(() => isClosed)
    }).timeout(30_000)

    it('closes with the server, at once', async () => {
      const other = await chain().listen({ port: 0 })
      const socket = await open(other.wsUrl)
      const code = new Promise((resolve) => socket.once('close', resolve))
      await fetch(other.url, { method: 'POST', body: '{}', keepalive: true })
      const start = Date.now()
      await other.close()
      expect(await code).to.equal(1_001)
      expect(Date.now() - start).to.be.lessThan(1_500)
    })
  })

  it('names the port that is taken', async () => {
    const error = await chain()
      .listen({ port: server.port })
      .catch((cause: unknown) => cause)
    expect(isScaffoldError(error, 'PORT_IN_USE')).to.equal(true)
    expect(error).to.have.property('message').that.contains(String(server.port))
  })

  it('names an address that is not here', async () => {
    const error = await chain()
      .listen({ port: 0, host: '203.0.113.7' })
      .catch((cause: unknown) => cause)
    expect(isScaffoldError(error, 'LISTEN_FAILED')).to.equal(true)
  })

  it('refuses options that are unknown or cannot be', async () => {
    const cases: readonly object[] = [
      { prot: 8545 },
      { port: 'dev.sock' },
      { port: 65_536 },
      { cors: 'http://localhost:3000' },
      { maxBodyBytes: -1 },
    ]
    for (const options of cases) {
      const error = await chain()
        .listen(options)
        .catch((cause: unknown) => cause)
      expect(isScaffoldError(error, 'DEVCHAIN_OPTION_INVALID')).to.equal(true)
    }
  })

  it('listens on IPv6', async () => {
    const v6 = await chain().listen({ port: 0, host: '::1' })
    expect(v6.url).to.match(/^http:\/\/\[::1\]:/)
    const response = await fetch(v6.url, {
      method: 'POST',
      body: '{"id":1,"method":"eth_chainId"}',
    })
    expect(response.status).to.equal(200)
    await v6.close()
  })
})
