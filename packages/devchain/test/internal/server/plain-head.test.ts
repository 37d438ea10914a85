import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect } from 'chai'
import fc from 'fast-check'
import { parsePlainHead } from '../../../src/internal/server/plain-head.js'

const host = 'Host: 127.0.0.1:8545'
const length = 'Content-Length: 5'

function head(...lines: readonly string[]): string {
  return ['POST / HTTP/1.1', ...lines].join('\r\n')
}

/** What Node's server reads from a head followed by five bytes; undefined when it refuses it. */
function createOracle(): {
  read(head: string): Promise<{ host: string; body: string } | undefined>
  close(): void
} {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => response.end(JSON.stringify({ host: request.headers.host, body })))
  })
  const listening = new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    read: async (text) => {
      await listening
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
      socket.end(`${text}\r\n\r\n12345`, 'latin1')
      let answer = ''
      for await (const chunk of socket) answer += chunk
      const json = /^HTTP\/1\.1 200 .*?\r\n\r\n(?:[\da-f]+\r\n)?(\{.*\})/s.exec(answer)?.[1]
      return json === undefined ? undefined : JSON.parse(json)
    },
    close: () => server.close(),
  }
}

describe('parsePlainHead', () => {
  it('reads what JSON-RPC clients send', () => {
    const plain = { host: '127.0.0.1:8545', contentLength: 5 }
    for (const lines of [
      [host, length],
      ['host:127.0.0.1:8545', 'CONTENT-LENGTH: 5  ', 'connection: Keep-Alive', 'accept: */*'],
      [host, 'content-type: application/json', 'User-Agent: Geth/1 (x)', length],
    ]) {
      expect(parsePlainHead(head(...lines))).to.deep.equal(plain)
    }
  })

  it('leaves the rest to Node', () => {
    for (const lines of [
      [host],
      [length],
      [host, host, length],
      [host, length, length],
      [host, 'Content-Length: -5'],
      [host, 'Content-Length: 0x5'],
      [host, 'Content-Length: 9999999999'],
      [host, length, 'Transfer-Encoding: chunked'],
      [host, length, 'Origin: http://localhost'],
      [host, length, 'Connection: close'],
      [host, length, 'Expect: 100-continue'],
      [host, length, 'Upgrade: websocket'],
      [host, length, 'Content-Encoding: gzip'],
      [host, length, 'Scaffold-Explain: true'],
      [host, length, ' folded: line'],
      [host, length, 'Accept : */*'],
      [host, length, 'Accept: a\nb'],
      [host, length, 'no colon'],
    ]) {
      expect(parsePlainHead(head(...lines)), lines.join()).to.equal(undefined)
    }
    for (const line of [
      'GET / HTTP/1.1',
      'POST / HTTP/1.0',
      'POST  / HTTP/1.1',
      'post / HTTP/1.1',
    ]) {
      expect(parsePlainHead([line, host, length].join('\r\n')), line).to.equal(undefined)
    }
  })

  it('reads nothing otherwise than Node does', async function () {
    this.timeout(60_000)
    const oracle = createOracle()
    const name = fc.constantFrom(
      'Host',
      'content-length',
      'Accept',
      'connection',
      'User-Agent',
      'X',
    )
    const separator = fc.constantFrom(':', ': ', ' :', ':\t', '', ':\u0001', ':\n')
    const value = fc.oneof(
      fc.constantFrom('5', '05', '+5', '5 ', '5, 5', 'keep-alive', 'localhost', ''),
      fc.string({ maxLength: 6 }),
    )
    const line = fc.tuple(name, separator, value).map((parts) => parts.join(''))
    const start = fc.constantFrom('POST / HTTP/1.1', 'POST /é HTTP/1.1', 'POST /a b HTTP/1.1')
    const extra = fc.array(line, { maxLength: 2 })
    try {
      let accepted = 0
      await fc.assert(
        fc.asyncProperty(start, extra, extra, async (first, before, after) => {
          const text = [first, ...before, host, length, ...after].join('\r\n')
          const plain = parsePlainHead(text)
          if (plain === undefined) return
          accepted++
          expect(await oracle.read(text)).to.deep.equal({ host: plain.host, body: '12345' })
        }),
        { numRuns: 1_000 },
      )
      expect(accepted).to.be.above(30)
    } finally {
      oracle.close()
    }
  })
})
