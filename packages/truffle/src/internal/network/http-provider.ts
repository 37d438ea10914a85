import type { IncomingMessage } from 'node:http'
import { networkUnreachableError } from '../../errors/network.js'
import type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from '../../truffle-provider.js'
import { callbackOrPromise, withSendAsync } from './callback-provider.js'
import { errorOf, isResponse, type RpcResponse } from './rpc-answer.js'

/** A node over HTTP. `host` is where it is, as web3's provider has it. */
export interface HttpProvider extends TruffleProvider {
  readonly host: string
  /** Closes sockets that are kept open. */
  disconnect(): void
}

type Answer = RpcResponse | readonly RpcResponse[]

/** A provider for a URL. Its sockets are kept open between requests, and keep no process alive. */
export function createHttpProvider(url: string): HttpProvider {
  const post = createPost(url)
  let id = 0
  const request: TruffleProvider['request'] = async ({ method, params }) => {
    id += 1
    const answer = await post({ jsonrpc: '2.0', id, method, params: params ?? [] })
    if (!isResponse(answer)) throw invalidAnswer(JSON.stringify(answer))
    if (answer.error) throw errorOf(answer.error)
    return answer.result
  }
  const send = (
    payload: JsonRpcPayload | readonly JsonRpcPayload[],
    callback: JsonRpcCallback,
  ): void => {
    post(payload).then(
      (answer) => setImmediate(callback, null, answer),
      (error) => setImmediate(callback, error),
    )
  }
  const provider: HttpProvider = withSendAsync<Omit<HttpProvider, 'sendAsync'>>({
    host: url,
    request,
    send: callbackOrPromise(send, request),
    // Nothing is told over HTTP unless it is asked for.
    on: () => provider,
    removeListener: () => provider,
    supportsSubscriptions: () => false,
    disconnect: () => post.close(),
  })
  return provider
}

interface Post {
  (payload: unknown): Promise<Answer>
  close(): void
}

function createPost(url: string): Post {
  const target = new URL(url)
  // Most runs talk to a chain in this process.
  const module = target.protocol === 'https:' ? 'node:https' : 'node:http'
  const { Agent, request: start } = process.getBuiltinModule(module)
  const agent = new Agent({ keepAlive: true })
  const auth = target.username === '' ? {} : { auth: credentialsOf(target) }
  const post = (payload: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const body = Buffer.from(JSON.stringify(payload))
      const headers = { 'content-type': 'application/json', 'content-length': body.length }
      const sent = start(target, { method: 'POST', agent, headers, ...auth }, (response) => {
        readText(response).then(parse).then(resolve, reject)
      })
      sent.on('error', (error) => reject(networkUnreachableError(url, error)))
      sent.end(body)
    })
  return Object.assign(post, { close: () => agent.destroy() })
}

function credentialsOf({ username, password }: URL): string {
  return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Promises reject with what this throws. */
function parse(text: string): Answer {
  try {
    return JSON.parse(text) as Answer
  } catch {
    throw invalidAnswer(text)
  }
}

function invalidAnswer(text: string): Error {
  return errorOf({ message: `Invalid JSON RPC response: ${JSON.stringify(text.slice(0, 300))}` })
}
