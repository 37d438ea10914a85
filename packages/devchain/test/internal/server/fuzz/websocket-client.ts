import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { faultOfAnswer } from './check-answer.js'

/** Sends texts over one WebSocket, and judges all that comes back. */
export class WebSocketClient {
  readonly faults: string[] = []
  readonly #socket: WebSocket
  #answerCount = 0
  #pending: (() => void) | undefined

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('error', () => undefined)
    socket.on('close', () => this.#pending?.())
    socket.on('message', (data) => {
      const text = data.toString()
      const fault = faultOfAnswer(text)
      if (fault !== undefined) this.faults.push(`${fault}: ${text.slice(0, 300)}`)
      if (text.includes('"id":"last"')) this.#pending?.()
      this.#answerCount++
    })
  }

  static async open(url: string): Promise<WebSocketClient> {
    const socket = new WebSocket(url.replace('http', 'ws'))
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return new WebSocketClient(socket)
  }

  get answerCount(): number {
    return this.#answerCount
  }

  /** Sends them all, and waits until the node has come to the end of them. */
  async send(texts: readonly string[]): Promise<void> {
    for (const text of texts) this.#socket.send(text)
    const reached = new Promise<void>((resolve) => {
      this.#pending = resolve
    })
    this.#socket.send('{"jsonrpc":"2.0","id":"last","method":"eth_chainId"}')
    const isReached = await Promise.race([
      reached.then(() => true),
      sleep(60_000, false, { ref: false }),
    ])
    if (!isReached) this.faults.push('no answer in time')
  }

  close(): void {
    this.#socket.close()
  }
}
