import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'
import type { DevchainServer } from '../../../src/index.js'
import { useDevchain } from '../../devchain-fixture.js'

function post(body: string, extra = ''): string {
  return `POST / HTTP/1.1\r\nHost: localhost\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function ask(id: number, method = 'eth_chainId'): string {
  return JSON.stringify({ id, method })
}

describe('a connection with plain requests', () => {
  const chain = useDevchain()
  let server: DevchainServer

  before(async () => {
    server = await chain().listen({ port: 0, maxBodyBytes: 1_000 })
  })

  /** Sends the pieces one after the other; gives all that came back until the server or `done` ended it. */
  async function talk(
    pieces: readonly string[],
    done: (text: string) => boolean,
  ): Promise<{ readonly text: string; readonly isEnded: boolean }> {
    const socket: Socket = connect(server.port, '127.0.0.1')
    let text = ''
    let isEnded = false
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => {
      isEnded = true
    })
    for (const piece of pieces) {
      socket.write(piece)
      await sleep(15)
    }
    while (!isEnded && !done(text)) await sleep(5)
    const result = { text, isEnded }
    socket.destroy()
    return result
  }

  function ids(text: string): readonly number[] {
    return [...text.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id))
  }

  const count = (wanted: number) => (text: string) => ids(text).length === wanted

  it('answers one after the other, and says that it stays open', async () => {
    const { text, isEnded } = await talk([post(ask(1)), post(ask(2))], count(2))
    expect(ids(text)).to.deep.equal([1, 2])
    expect(isEnded).to.equal(false)
    expect(text).to.match(
      /^HTTP\/1\.1 200 OK\r\ncontent-type: application\/json\r\ncontent-length: \d+\r\ndate: \w{3}, .* GMT\r\nconnection: keep-alive\r\nkeep-alive: timeout=65\r\n\r\n\{/,
    )
  })

  it('answers requests that were sent without waiting in their order', async () => {
    const sent = [1, 2, 3, 4].map((id) => post(ask(id, id % 2 === 0 ? 'eth_chainId' : 'evm_mine')))
    expect(ids((await talk([sent.join('')], count(4))).text)).to.deep.equal([1, 2, 3, 4])
    const late = [post(ask(1, 'evm_mine')) + post(ask(2)).slice(0, 30), post(ask(2)).slice(30)]
    expect(ids((await talk(late, count(2))).text)).to.deep.equal([1, 2])
  })

  it('has mined what it said was sent, whoever asks', async () => {
    const [from, to] = chain().accounts.map(({ address }) => address)
    const request = async (method: string, params: readonly unknown[]): Promise<unknown> => {
      const body = JSON.stringify({ id: 1, method, params })
      const response = await fetch(server.url, { method: 'POST', body })
      return ((await response.json()) as { readonly result: unknown }).result
    }
    const hashes = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const hash = await request('eth_sendTransaction', [{ from, to, gas: '0x5208' }])
        const receipt = await request('eth_getTransactionReceipt', [hash])
        expect(receipt).to.include({ transactionHash: hash, status: '0x1' })
        return hash
      }),
    )
    expect(new Set(hashes).size).to.equal(5)
  })

  it('answers with the error of what was mined and failed', async () => {
    const [from] = chain().accounts.map(({ address }) => address)
    // Reverts with nothing.
    const failing = { from, gas: '0x186a0', data: '0x60006000fd' }
    const sent = JSON.stringify({ id: 1, method: 'eth_sendTransaction', params: [failing] })
    const { text } = await talk([post(sent)], (all) => all.includes('"id":1'))
    expect(text).to.match(/"id":1,"error":\{.*"txHash":"0x[0-9a-f]{64}"/)
  })

  it('reads requests in pieces, wherever they are cut', async () => {
    const whole = post(ask(1))
    const cuts = Array.from({ length: whole.length - 1 }, (_, index) => index + 1)
    await Promise.all(
      cuts.map(async (cut) => {
        const pieces = [post(ask(0)), whole.slice(0, cut), whole.slice(cut), post(ask(2))]
        expect(ids((await talk(pieces, count(3))).text), `cut at ${cut}`).to.deep.equal([0, 1, 2])
      }),
    )
  })

  it('goes on with requests of any other kind', async () => {
    const chunked = `POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${ask(2).length.toString(16)}\r\n${ask(2)}\r\n0\r\n\r\n`
    const get = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'
    const pieces = [post(ask(1)), chunked, get, post(ask(3))]
    const { text } = await talk(pieces, count(3))
    expect(ids(text)).to.deep.equal([1, 2, 3])
    expect(text).to.include('This is an Ethereum node')
  })

  it('refuses what is refused elsewhere', async () => {
    const refused: readonly [string, RegExp][] = [
      [post(ask(2), 'Origin: https://example.com\r\n'), /^HTTP\/1\.1 403 /],
      [post(ask(2)).replace('localhost', 'evil.example'), /^HTTP\/1\.1 403 /],
      [post('x'.repeat(1_001)), /^HTTP\/1\.1 413 /],
      ['POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5x\r\n\r\nabcde', /^HTTP\/1\.1 400 /],
    ]
    for (const [request, expected] of refused) {
      const answer = (text: string): string => text.split(/(?=HTTP\/1\.1 )/)[1] ?? ''
      const { text } = await talk([post(ask(1)), request], (all) => answer(all) !== '')
      expect(answer(text), request).to.match(expected)
    }
  })

  it('answers a notification with nothing', async () => {
    const { text } = await talk([post('{"method":"eth_chainId"}'), post(ask(1))], count(1))
    expect(text).to.match(
      /^HTTP\/1\.1 204 No Content\r\ndate: [^\r]+\r\nconnection: keep-alive\r\n/,
    )
  })

  it('ends with the node, after the answer that is on its way', async () => {
    const own = await chain().listen({ port: 0 })
    const idle = connect(own.port, '127.0.0.1')
    const idleEnded = new Promise((resolve) => idle.once('close', resolve))
    idle.resume()
    const busy = connect(own.port, '127.0.0.1')
    let text = ''
    busy.on('data', (chunk) => {
      text += chunk
    })
    const busyEnded = new Promise((resolve) => busy.once('close', resolve))
    const batch = Array.from({ length: 500 }, (_, id) => ({ id, method: 'evm_mine' }))
    busy.write(post(JSON.stringify(batch)))
    await sleep(20)
    await own.close()
    await Promise.all([idleEnded, busyEnded])
    expect(text).to.match(/connection: close\r\n\r\n.*"id":499/s)
  })
})
