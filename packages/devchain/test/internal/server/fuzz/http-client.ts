import { Agent, request } from 'node:http'

/** An HTTP response, whole. */
export interface HttpAnswer {
  readonly status: number
  readonly text: string
}

/** How long an answer may take before the node counts as hung. */
const hungMs = 60_000

/** Sends requests over connections that stay open. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 })
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** @throws when the node does not answer */
  async post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<HttpAnswer> {
    return await this.#send({ method: 'POST', body, headers })
  }

  async send(method: string, body: string): Promise<HttpAnswer> {
    return await this.#send({ method, body, headers: {} })
  }

  close(): void {
    this.#agent.destroy()
  }

  async #send(options: {
    readonly method: string
    readonly body: string
    readonly headers: Readonly<Record<string, string>>
  }): Promise<HttpAnswer> {
    const { method, body, headers } = options
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    return await new Promise((resolve, reject) => {
      const outgoing = request(
        this.#url,
        { method, agent: this.#agent, timeout: hungMs, headers: { ...length, ...headers } },
        (incoming) => {
          let text = ''
          incoming.setEncoding('utf8').on('data', (part: string) => {
            text += part
          })
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
          incoming.on('error', reject)
        },
      )
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')))
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}
