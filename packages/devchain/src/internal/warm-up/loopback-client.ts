import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { DevchainServer } from '../../listen-options.js'

const headEnd = '\r\n\r\n'

/** Asks one thing after the other over one connection, as a program on the same machine does. */
export class LoopbackClient {
  readonly #socket: Socket
  readonly #host: string

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.setEncoding('latin1')
  }

  static async connect({ host, port }: DevchainServer): Promise<LoopbackClient> {
    const socket = connect(port, host)
    await once(socket, 'connect')
    return new LoopbackClient(socket, `${host}:${port}`)
  }

  /** The result of a method that does not fail. */
  async request(method: string, params: readonly unknown[]): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const head = `POST / HTTP/1.1\r\nhost: ${this.#host}\r\ncontent-type: application/json\r\n`
    this.#socket.write(`${head}content-length: ${body.length}${headEnd}${body}`)
    const answer: { readonly result?: unknown } = JSON.parse(await this.#readBody())
    return answer.result
  }

  close(): void {
    this.#socket.destroy()
  }

  async #readBody(): Promise<string> {
    let text = ''
    for (;;) {
      const [chunk]: readonly string[] = await once(this.#socket, 'data')
      text += chunk
      const end = text.indexOf(headEnd)
      const [, length] = /content-length: (\d+)/.exec(text) ?? []
      const body = text.slice(end + headEnd.length)
      if (end !== -1 && body.length >= Number(length)) return body
    }
  }
}
