import { expect } from 'chai'
import { createHttpProvider, type HttpProvider } from '../../../src/internal/http/http-provider.js'
import { RpcError } from '../../../src/rpc-error.js'
import { failure } from '../../support/expect-code.js'
import {
  type FakeAnswer,
  type FakeNode,
  type ReceivedRequest,
  startFakeNode,
} from '../../support/fake-node.js'

interface Setup {
  readonly node: FakeNode
  readonly provider: HttpProvider
}

async function withNode(
  respond: (request: ReceivedRequest, index: number) => FakeAnswer,
  action: (setup: Setup) => Promise<void>,
  extra: {
    readonly path?: string
    readonly timeoutMs?: number
    readonly headers?: Record<string, string>
  } = {},
): Promise<void> {
  const node = await startFakeNode(respond)
  const provider = createHttpProvider({
    networkName: 'test',
    url: `${node.url}${extra.path ?? ''}`,
    shownUrl: node.url,
    headers: extra.headers ?? {},
    timeoutMs: extra.timeoutMs ?? 2000,
    pollingIntervalMs: 10,
    retryDelaysMs: [1, 2],
  })
  try {
    await action({ node, provider })
  } finally {
    provider.close()
    await node.close()
  }
}

const read = { method: 'eth_blockNumber' }
const send = { method: 'eth_sendRawTransaction', params: ['0x00'] }

describe('createHttpProvider', () => {
  it('sends the method, the parameters and the headers, and gives the result', async () => {
    await withNode(
      () => ({ result: { a: [1] } }),
      async ({ node, provider }) => {
        expect(await provider.request({ method: 'x_y', params: [1, 'b'] })).to.deep.equal({
          a: [1],
        })
        const [request] = node.requests
        expect(request).to.include({ method: 'x_y' })
        expect(request?.params).to.deep.equal([1, 'b'])
        expect(request?.headers).to.include({ 'x-key': 'k', 'content-type': 'application/json' })
      },
      { headers: { 'x-key': 'k' } },
    )
  })

  it('gives the code, message and data of an error, with any HTTP status', async () => {
    for (const status of [200, 400, 500]) {
      await withNode(
        () => ({ error: { code: 3, message: 'execution reverted', data: '0x08c3' }, status }),
        async ({ provider }) => {
          const error = await provider.request({ method: 'eth_call' }).catch((thrown) => thrown)
          expect(error).to.be.instanceOf(RpcError)
          expect(error).to.include({ code: 3, message: 'execution reverted', data: '0x08c3' })
        },
      )
    }
  })

  const transient: readonly (readonly [string, FakeAnswer])[] = [
    ['a dropped connection', { drop: true }],
    ['HTTP 502', { raw: 'bad gateway', status: 502 }],
    ['HTTP 429', { raw: '{}', status: 429 }],
    ['HTTP 500 without JSON', { raw: 'oops', status: 500 }],
    ['a rate limit in JSON', { error: { code: 429, message: 'slow down' } }],
    ['an answer to another request', { raw: '{"jsonrpc":"2.0","id":99,"result":1}' }],
    ['an answer that is cut off', { raw: '{"jsonrpc":"2.0","id":1,"res' }],
    ['HTTP 503 with an error in JSON', { error: { code: -32005, message: 'busy' }, status: 503 }],
  ]
  for (const [what, answer] of transient) {
    it(`reads again after ${what}`, async () => {
      await withNode(
        (_, index) => (index < 2 ? answer : { result: '0x5' }),
        async ({ node, provider }) => {
          expect(await provider.request(read)).to.equal('0x5')
          expect(node.requests).to.have.length(3)
        },
      )
    })
  }

  it('asks for a fact again after an error that says nothing', async () => {
    for (const code of [-32000, -32603]) {
      const error = { error: { code, message: 'upstream has a problem' } }
      await withNode(
        (_, index) => (index < 2 ? error : { result: '0x5' }),
        async ({ node, provider }) => {
          expect(await provider.request({ method: 'eth_chainId' })).to.equal('0x5')
          expect(node.requests).to.have.length(3)
          node.requests.length = 0
        },
      )
      await withNode(
        () => error,
        async ({ node, provider }) => {
          const thrown = await provider.request({ method: 'eth_call' }).catch((it) => it)
          expect(thrown).to.be.instanceOf(RpcError)
          expect(node.requests).to.have.length(1)
          await failure('NETWORK_UNREACHABLE', () => provider.request({ method: 'eth_gasPrice' }))
        },
      )
    }
  })

  it('gives up after three tries', async () => {
    await withNode(
      () => ({ drop: true }),
      async ({ node, provider }) => {
        const error = await failure('NETWORK_UNREACHABLE', () => provider.request(read))
        expect(error.shortMessage).to.include(node.url).and.include('the connection was closed')
        expect(node.requests).to.have.length(3)
      },
    )
  })

  const unsafe: readonly (readonly [string, FakeAnswer])[] = [
    ['a dropped connection', { drop: true }],
    ['HTTP 502', { raw: '', status: 502 }],
  ]
  for (const [what, answer] of unsafe) {
    it(`sends nothing twice after ${what}`, async () => {
      await withNode(
        () => answer,
        async ({ node, provider }) => {
          await failure('NETWORK_UNREACHABLE', () => provider.request(send))
          expect(node.requests).to.have.length(1)
        },
      )
    })
  }

  const broken: readonly (readonly [string, FakeAnswer, string])[] = [
    [
      'HTML',
      { raw: '<!DOCTYPE html><p>Hi</p>' },
      'something other than JSON-RPC: "<!DOCTYPE html><p>Hi</p>"',
    ],
    ['nothing', { raw: '' }, 'something other than JSON-RPC: nothing'],
    ['half an answer', { raw: '{"jsonrpc":"2.0","id":1,"res' }, 'something other than JSON-RPC'],
    [
      'an answer to another',
      { raw: '{"jsonrpc":"2.0","id":99,"result":1}' },
      'an answer to another request',
    ],
    ['a list', { raw: '[]' }, 'something other than JSON-RPC'],
    [
      'HTTP 401',
      { raw: 'no', status: 401 },
      'HTTP 401 Unauthorized (it wants an API key or a password)',
    ],
    ['HTTP 404', { raw: 'no', status: 404 }, 'HTTP 404 Not Found'],
    ['HTTP 500', { raw: 'no', status: 500 }, 'HTTP 500'],
  ]
  for (const [what, answer, reason] of broken) {
    it(`explains ${what}`, async () => {
      await withNode(
        () => answer,
        async ({ provider }) => {
          const error = await failure('NETWORK_UNREACHABLE', () => provider.request(read))
          expect(error.shortMessage).to.include(reason)
        },
      )
    })
  }

  it('gives up on a slow answer', async () => {
    await withNode(
      () => ({ delayMs: 400, result: 1 }),
      async ({ provider }) => {
        const error = await failure('NETWORK_UNREACHABLE', () => provider.request(send))
        expect(error.shortMessage).to.include('no answer within 50 ms')
      },
      { timeoutMs: 50 },
    )
  })

  it('says that nobody listens', async () => {
    const node = await startFakeNode(() => ({ result: 1 }))
    await node.close()
    const provider = createHttpProvider({
      networkName: 'dev',
      url: node.url,
      shownUrl: node.url,
      headers: {},
      timeoutMs: 1000,
      pollingIntervalMs: 10,
      retryDelaysMs: [],
    })
    const error = await failure('NETWORK_UNREACHABLE', () => provider.request(read))
    expect(error.shortMessage).to.equal(
      `Network "dev" does not answer at ${node.url}: connection refused`,
    )
    expect(error.hint).to.include('scaffold node')
  })

  it('shows no key that the server sends back', async () => {
    const key = 'k3yk3yk3yk3yk3yk3yk3y'
    const answers: readonly FakeAnswer[] = [
      { raw: `Cannot POST /v3/${key}` },
      { error: { code: -32000, message: `project ${key} has no credit` } },
      { error: { code: -32000, message: 'token tok-123456789 expired' } },
    ]
    for (const answer of answers) {
      await withNode(
        () => answer,
        async ({ provider }) => {
          const error = await provider.request(read).catch((thrown) => thrown)
          expect(String(error)).not.to.include(key).and.not.include('tok-123456789')
        },
        { path: `/v3/${key}`, headers: { authorization: 'tok-123456789' } },
      )
    }
  })

  it('signs in with the user and password of the URL, and keeps them out of the target', async () => {
    await withNode(
      () => ({ result: 1 }),
      async ({ node }) => {
        const url = node.url.replace('//', '//us%40er:pw@')
        const provider = createHttpProvider({
          networkName: 'n',
          url,
          shownUrl: '***',
          headers: {},
          timeoutMs: 1000,
          pollingIntervalMs: 10,
        })
        await provider.request(read)
        provider.close()
        const expected = `Basic ${Buffer.from('us@er:pw').toString('base64')}`
        expect(node.requests[0]?.headers.authorization).to.equal(expected)
      },
    )
  })

  it('delivers blocks and logs to subscribers, by looking only while there are some', async () => {
    let head = 5
    await withNode(
      ({ method, params }) => {
        if (method === 'eth_blockNumber') return { result: `0x${head.toString(16)}` }
        if (method === 'eth_getLogs') return { result: [{ logOf: params[0] }] }
        return { result: { number: params[0] } }
      },
      async ({ node, provider }) => {
        const messages: { data: { subscription: string; result: unknown } }[] = []
        provider.on('message', (message: (typeof messages)[number]) => messages.push(message))
        const heads = await provider.request({ method: 'eth_subscribe', params: ['newHeads'] })
        const logs = await provider.request({
          method: 'eth_subscribe',
          params: ['logs', { address: '0x1' }],
        })
        head = 7
        while (messages.length < 3) await new Promise((done) => setTimeout(done, 5))
        const ofHeads = messages.filter(({ data }) => data.subscription === heads)
        expect(ofHeads.map(({ data }) => data.result)).to.deep.equal([
          { number: '0x6' },
          { number: '0x7' },
        ])
        const [log] = messages.filter(({ data }) => data.subscription === logs)
        expect(log?.data.result).to.deep.equal({
          logOf: { address: '0x1', fromBlock: '0x6', toBlock: '0x7' },
        })
        expect(await provider.request({ method: 'eth_unsubscribe', params: [heads] })).to.equal(
          true,
        )
        expect(await provider.request({ method: 'eth_unsubscribe', params: [logs] })).to.equal(true)
        await new Promise((done) => setTimeout(done, 30))
        const { length } = node.requests
        await new Promise((done) => setTimeout(done, 40))
        expect(node.requests).to.have.length(length)
      },
    )
  })
})
