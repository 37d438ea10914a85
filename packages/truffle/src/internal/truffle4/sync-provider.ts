import type { RequestArguments } from '@scaffold-evm/common'
import type { JsonRpcCallback, JsonRpcPayload, TruffleProvider } from '../../truffle-provider.js'
import type { RpcErrorObject, RpcResponse } from './rpc-response.js'

type Payload = JsonRpcPayload | readonly JsonRpcPayload[]
type Response = RpcResponse | readonly RpcResponse[]

/** What carries requests to a chain elsewhere: text in, text out. */
export interface SyncTransport {
  /** Blocks this thread until there is an answer. */
  sendSync(request: string): string
  send(request: string): Promise<string>
}

/** A provider that web3 0.20 takes: without a callback, `send` waits for the answer and returns it. */
export interface SyncProvider extends TruffleProvider {
  send(payload: Payload): Response
  send(payload: Payload, callback: JsonRpcCallback): void
  isConnected(): boolean
}

/** An error that a node answered with, for those who use promises. */
export class RpcResponseError extends Error {
  readonly code: number
  readonly data: unknown

  constructor({ message, code, data }: RpcErrorObject) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** A provider over a transport. Each of its functions works unbound. */
export function createSyncProvider(transport: SyncTransport, host?: string): SyncProvider {
  let lastId = 0
  function send(payload: Payload): Response
  function send(payload: Payload, callback: JsonRpcCallback): void
  function send(payload: Payload, callback?: JsonRpcCallback): Response | undefined {
    if (typeof callback !== 'function') return parse(transport.sendSync(JSON.stringify(payload)))
    // Out of the promise, so that what a callback throws is not swallowed by it.
    exchange(transport, payload).then(
      (response) => setImmediate(callback, null, response),
      (error: unknown) => setImmediate(callback, error),
    )
    return undefined
  }
  // Both are the same, and inherited as those of web3's providers: web3 1.0's betas put `sendAsync` in the place of
  // `send` of the provider that they find, and delete it.
  const methods: SyncProvider = {
    send,
    sendAsync: send,
    isConnected: () => true,
    async request({ method, params }: RequestArguments): Promise<unknown> {
      lastId += 1
      const payload = { jsonrpc: '2.0', id: lastId, method, params: params ?? [] }
      const response = await exchange(transport, payload as JsonRpcPayload)
      if (!('id' in response)) return response
      if (response.error !== undefined) throw new RpcResponseError(response.error)
      return response.result
    },
    // There are no subscriptions in web3 0.20's time: it polls.
    on: () => provider,
    removeListener: () => provider,
    supportsSubscriptions: () => false,
  }
  const provider: SyncProvider = Object.create(methods)
  return host === undefined ? provider : Object.assign(provider, { host })
}

async function exchange(transport: SyncTransport, payload: Payload): Promise<Response> {
  return parse(await transport.send(JSON.stringify(payload)))
}

function parse(response: string): Response {
  return JSON.parse(response)
}
