import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import type { FuzzRandom } from './fuzz-random.js'
import { anyText } from './requests.js'

const head = 'POST / HTTP/1.1\r\nHost: localhost\r\n'
const ask = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}'

function framed(body: string): string {
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** What breaks the rules of HTTP, or bends them. */
const httpAttacks: readonly ((random: FuzzRandom) => string)[] = [
  () => 'GARBAGE\r\n\r\n',
  () => `${head}Content-Length: 99999\r\n\r\n{`,
  () => `${head}Content-Length: 5\r\n\r\n${ask}${ask}`,
  () => `${head}Content-Length: -1\r\n\r\n${ask}`,
  () => `${head}Content-Length: 1e3\r\n\r\n${ask}`,
  () => `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n${ask}`,
  () => `${head}Transfer-Encoding: chunked\r\n\r\nZZ\r\n${ask}\r\n0\r\n\r\n`,
  () => `${head}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n${ask}`,
  () => `${head}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n${ask}`,
  () => `${head}Transfer-Encoding: gzip\r\n\r\n${ask}`,
  () => `${head}Expect: 100-continue\r\nContent-Length: ${ask.length}\r\n\r\n${ask}`,
  () => `${head}Expect: nonsense\r\nContent-Length: ${ask.length}\r\n\r\n${ask}`,
  () => `${head}X-Large: ${'a'.repeat(20_000)}\r\n\r\n`,
  () => `${head}${'A: b\r\n'.repeat(3_000)}\r\n`,
  () => 'POST / HTTP/1.0\r\n\r\n',
  () => 'POST / HTTP/9.9\r\nHost: localhost\r\n\r\n',
  () => 'CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n',
  () => `TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  () => `POST /${'../'.repeat(50)} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`,
  () => `POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: ${ask.length}\r\n\r\n${ask}`,
  () => `${head}Upgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: ${ask.length}\r\n\r\n${ask}`,
  () => `GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
  () => framed(ask).repeat(50),
  (random) => random.some(20, () => framed(anyText(random))).join(''),
  (random) => framed(anyText(random)).slice(0, 60 + random.below(60)),
  () => '',
]

const upgrade =
  'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

/** A frame of WebSocket, masked with zeros. */
function frame(firstByte: number, payload: Buffer): Buffer {
  const length =
    payload.length < 126
      ? Buffer.of(0x80 | payload.length)
      : Buffer.of(0xfe, payload.length >> 8, payload.length & 255)
  return Buffer.concat([Buffer.of(firstByte), length, Buffer.alloc(4), payload])
}

/** What breaks the rules of WebSocket. */
const frameAttacks: readonly ((random: FuzzRandom) => Buffer)[] = [
  () => Buffer.of(0x81, 0x02, 0x7b, 0x7d),
  () => frame(0xc1, Buffer.from(ask)),
  () => frame(0x83, Buffer.from(ask)),
  () => frame(0x80, Buffer.from(ask)),
  () => Buffer.of(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  () => Buffer.of(0x81, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff),
  () => frame(0x81, Buffer.of(0xff, 0xfe, 0x80)),
  () => frame(0x89, Buffer.alloc(126)),
  () => frame(0x88, Buffer.of(0x03)),
  () => frame(0x88, Buffer.of(0x00, 0x01)),
  () => Buffer.concat([frame(0x01, Buffer.from('{')), frame(0x01, Buffer.from('}'))]),
  () => Buffer.concat(Array.from({ length: 200 }, () => frame(0x00, Buffer.from('x')))),
  () => Buffer.concat(Array.from({ length: 200 }, () => frame(0x8a, Buffer.alloc(0)))),
  (random) => frame(0x82, Buffer.from(anyText(random).slice(0, 60_000))),
  (random) => frame(0x81, Buffer.from(anyText(random).slice(0, 60_000))),
  () => randomBytes(200),
  () => Buffer.alloc(0),
]

/** Opens a connection, says something wrong, and leaves in one way or another. */
export async function attackSocket(random: FuzzRandom, port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => undefined)
  socket.on('data', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve))
  if (random.chance(50)) socket.write(random.pick(httpAttacks)(random))
  else {
    socket.write(upgrade)
    socket.write(random.pick(frameAttacks)(random))
  }
  const leave = random.below(3)
  // Half-open: we are done, and the node may still answer.
  if (leave === 0) socket.end()
  await new Promise((resolve) => setTimeout(resolve, random.below(10)))
  if (leave === 1) socket.resetAndDestroy()
  else socket.destroy()
  await closed
}
