import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import { WebSocket } from 'ws'
import type { DevchainServer } from '../../../src/index.js'
import { send, useDevchain } from '../../devchain-fixture.js'

interface Answer {
  readonly id: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number }
}

async function ask(server: DevchainServer, body: unknown): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(server.url, { method: 'POST', body: text })
  return await response.json()
}

async function open(server: DevchainServer): Promise<WebSocket> {
  const socket = new WebSocket(server.wsUrl)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return socket
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 5_000; waited += 10) await sleep(10)
  expect(condition()).to.equal(true)
}

/** All that a server says until it ends the connection. */
async function transcript(server: DevchainServer, text: string): Promise<string> {
  const socket: Socket = connect(server.port, server.host)
  let heard = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    heard += part
  })
  socket.on('error', () => undefined)
  socket.write(text)
  await new Promise((resolve) => socket.once('close', resolve))
  return heard
}

describe('limits of a server', () => {
  const chain = useDevchain()
  const servers: DevchainServer[] = []

  async function listen(options: Parameters<ReturnType<typeof chain>['listen']>[0]) {
    const server = await chain().listen({ port: 0, ...options })
    servers.push(server)
    return server
  }

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })

  it('bound the size of an answer', async () => {
    const server = await listen({ maxResponseBytes: 1_000 })
    const block = { id: 7, method: 'eth_getBlockByNumber', params: ['latest', true] }
    expect(await ask(server, block)).to.have.nested.property('error.code', -32_005)
    expect(await ask(server, block)).to.have.property('id', 7)
    const small = await ask(server, { id: 1, method: 'eth_chainId' })
    expect(small).to.have.property('result', '0x7a69')
  })

  it('bound the size of a batch of answers, and run nothing after that', async () => {
    const server = await listen({ maxResponseBytes: 3_000 })
    const accounts = { id: 1, method: 'eth_accounts' }
    const before = await ask(server, { id: 1, method: 'eth_blockNumber' })
    const batch = [...Array.from({ length: 20 }, () => accounts), { id: 2, method: 'evm_mine' }]
    const answers = (await ask(server, batch)) as Answer[]
    expect(answers).to.have.lengthOf(21)
    expect(answers[0]).to.have.property('result')
    expect(answers[20]?.id).to.equal(2)
    expect(answers[20]?.error?.code).to.equal(-32_005)
    expect(await ask(server, { id: 1, method: 'eth_blockNumber' })).to.deep.equal(before)
  })

  it('bound the length of a batch', async () => {
    const server = await listen({ maxBatchSize: 2 })
    const one = { id: 1, method: 'eth_chainId' }
    expect(await ask(server, [one, one])).to.have.lengthOf(2)
    expect(await ask(server, [one, one, one])).to.have.nested.property('error.code', -32_600)
  })

  it('bound how deep a request nests, brackets in texts not counted', async () => {
    const server = await listen({})
    const params = (text: string): string => `{"id":1,"method":"web3_sha3","params":[${text}]}`
    const deep = `${'['.repeat(600)}${']'.repeat(600)}`
    expect(await ask(server, params(deep))).to.have.nested.property('error.code', -32_600)
    expect(await ask(server, params(`"\\"${'['.repeat(5_000)}"`))).to.have.nested.property(
      'error.code',
      -32_602,
    )
  })

  it('bound the time that a request takes to arrive', async () => {
    const server = await listen({ requestTimeoutMs: 200 })
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{'
    expect(await transcript(server, head)).to.match(/^HTTP\/1\.1 408 .*"code":-32600/s)
    expect(await transcript(server, 'POST / HT')).to.match(/^HTTP\/1\.1 408 /)
  })

  it('bound the connections', async () => {
    const server = await listen({ maxConnections: 1 })
    const first = await open(server)
    expect(await transcript(server, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')).to.equal('')
    first.close()
    await new Promise((resolve) => first.once('close', resolve))
    const again = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
    expect(await transcript(server, again)).to.match(/^HTTP\/1\.1 200 /)
  })

  it('answer what is no HTTP with a JSON-RPC error', async () => {
    const server = await listen({})
    const said = await transcript(server, 'NONSENSE\r\n\r\n')
    expect(said).to.match(/^HTTP\/1\.1 400 /)
    expect(JSON.parse(said.slice(said.indexOf('\r\n\r\n')))).to.have.nested.property(
      'error.code',
      -32_600,
    )
  })

  it('answer a request that offers another protocol as if it did not', async () => {
    const server = await listen({})
    const body = '{"id":1,"method":"eth_chainId"}'
    const offer =
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n'
    const head = `POST / HTTP/1.1\r\n${offer}Host: localhost\r\nContent-Length: ${body.length}`
    const last = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
    const said = await transcript(server, `${head}\r\n\r\n${body}${last}`)
    expect(said).to.match(/^HTTP\/1\.1 200 OK.*"result":"0x7a69"}HTTP\/1\.1 200 OK/s)
  })

  it('bound the body of a request that offers another protocol, in whatever form it comes', async () => {
    const server = await listen({ maxBodyBytes: 100 })
    const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n'
    const head = `POST / HTTP/1.1\r\n${offer}Host: localhost`
    const large = `${head}\r\nContent-Length: 200\r\n\r\n${' '.repeat(200)}`
    expect(await transcript(server, large)).to.match(/^HTTP\/1\.1 413 .*"code":-32600/s)
    const body = '{"id":1,"method":"eth_chainId"}'
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    const last = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
    const chunked = `${head}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${last}`
    expect(await transcript(server, chunked)).to.match(/^HTTP\/1\.1 200 OK.*"result":"0x7a69"}/s)
  })

  it('stop a batch that nobody waits for', async () => {
    const server = await listen({})
    const batch = Array.from({ length: 900 }, (_, id) => ({ id, method: 'evm_mine' }))
    const socket = connect(server.port, server.host)
    const body = JSON.stringify(batch)
    const before = Number(await send(chain(), 'eth_blockNumber'))
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await sleep(15)
    socket.destroy()
    await sleep(20)
    let mined = -1
    for (let now = 0; now !== mined; await sleep(50)) {
      mined = now
      now = Number(await send(chain(), 'eth_blockNumber')) - before
    }
    expect(mined).to.be.lessThan(900)
  })

  it('let a client that asks for more than it reads catch up', async () => {
    const server = await listen({ maxBufferedBytes: 100_000 })
    const socket = await open(server)
    const answered: unknown[] = []
    socket.on('message', (data) => answered.push(JSON.parse(data.toString()).id))
    socket.pause()
    const data = `0x${'00'.repeat(20_000)}`
    for (let id = 0; id < 500; id++) {
      socket.send(JSON.stringify({ id, method: 'eth_call', params: [{ to: echo, data }] }))
    }
    await sleep(300)
    socket.resume()
    await until(() => answered.length === 500)
    socket.close()
  })

  /** Returns its call data. */
  const echo = `0x${'00'.repeat(18)}ec40`
  before(() => send(chain(), 'hardhat_setCode', echo, '0x365f5f37365ff3'))

  it('cut off a client that sends pings and reads nothing', async () => {
    const server = await listen({ maxBufferedBytes: 50_000 })
    const socket = await open(server)
    let isClosed = false
    socket.on('close', () => {
      isClosed = true
    })
    socket.on('error', () => undefined)
    socket.pause()
    for (let round = 0; round < 400 && !isClosed; round++) {
      for (let ping = 0; ping < 500; ping++) socket.ping('x'.repeat(125))
      await sleep(1)
      // A socket that is closed says so only to who reads.
      if (round > 100) socket.resume()
    }
    await until(() => isClosed)
  }).timeout(20_000)

  it('bound the addresses and topics of subscriptions', async () => {
    const server = await listen({})
    const socket = await open(server)
    const answers: Answer[] = []
    socket.on('message', (data) => answers.push(JSON.parse(data.toString())))
    const address = Array.from({ length: 1_000 }, () => `0x${'11'.repeat(20)}`)
    const subscribe = { id: 1, method: 'eth_subscribe', params: ['logs', { address }] }
    for (let count = 0; count < 21; count++) socket.send(JSON.stringify(subscribe))
    await until(() => answers.length === 21)
    expect(answers[20]?.error?.code).to.equal(-32_005)
    const subscription = answers[0]?.result
    const params = [subscription]
    socket.send(JSON.stringify({ id: 2, method: 'eth_unsubscribe', params }))
    socket.send(JSON.stringify(subscribe))
    await until(() => answers.length === 23)
    expect(answers[22]).to.have.property('result')
    socket.close()
  })
})

describe('a server that stops', () => {
  const chain = useDevchain()

  it('answers what it was asked, over HTTP and WebSocket', async () => {
    const server = await chain().listen({ port: 0 })
    await send(chain(), 'evm_setAutomine', false)
    const [from] = chain().accounts
    const transaction = { from: from?.address, to: from?.address }
    const request = { id: 1, method: 'eth_sendTransactionSync', params: [transaction] }
    const socket = await open(server)
    const pushed = new Promise<string>((resolve) =>
      socket.once('message', (data) => resolve(data.toString())),
    )
    const code = new Promise((resolve) => socket.once('close', resolve))
    socket.send(JSON.stringify(request))
    const answered = ask(server, request)
    await until(() => pendingCount > 1)
    const closed = server.close()
    await sleep(50)
    await chain().mine()
    expect(await answered).to.have.nested.property('result.status', '0x1')
    expect(JSON.parse(await pushed)).to.have.nested.property('result.status', '0x1')
    expect(await code).to.equal(1_001)
    await closed
    const refused = await ask(server, request).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(Error)
  })

  let pendingCount = 0
  before(async () => {
    chain().on('message', () => {
      pendingCount++
    })
    await send(chain(), 'eth_subscribe', 'newPendingTransactions')
  })
})
