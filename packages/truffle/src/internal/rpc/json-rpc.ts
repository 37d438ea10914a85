import type { JsonRpcCallback } from '../../truffle-provider.js'

/** What a user may have as a provider: EIP-1193, or one of web3's with nothing but `send` or `sendAsync`. */
export interface AnyProvider {
  request?(request: { readonly method: string; readonly params: readonly unknown[] }): unknown
  send?(payload: unknown, callback: JsonRpcCallback): unknown
  sendAsync?(payload: unknown, callback: JsonRpcCallback): unknown
  on?(event: string, listener: (...args: never[]) => void): unknown
  removeListener?(event: string, listener: (...args: never[]) => void): unknown
}

/** An error of a node: `code` as JSON-RPC numbers them, `data` of whatever shape the node gives. */
export interface RpcFailure extends Error {
  code?: unknown
  data?: unknown
  reason?: string | undefined
}

let lastId = 0

/** Asks a node. Rejects with a plain error that has the node's `message`, `code` and `data`. */
export async function rpcRequest(
  provider: AnyProvider,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  if (typeof provider.request !== 'function') return sendPayload(provider, method, params)
  try {
    return await provider.request({ method, params })
  } catch (error) {
    throw asPlainError(error)
  }
}

/** Nodes in this process throw instances of their own classes, which tests would see in what they compare. */
function asPlainError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error
  if (Object.getPrototypeOf(error) === Error.prototype) return error
  const { message, code, data } = error as Partial<RpcFailure>
  if (typeof message !== 'string') return error
  return rpcFailure(message, { code, data })
}

function rpcFailure(
  message: string,
  { code, data }: { readonly code?: unknown; readonly data?: unknown },
): RpcFailure {
  const failure: RpcFailure = new Error(message)
  if (code !== undefined) failure.code = code
  if (data !== undefined) failure.data = data
  return failure
}

interface JsonRpcResponse {
  readonly result?: unknown
  readonly error?: { readonly message?: string; readonly data?: unknown }
}

/** web3 puts `Returned error: ` before what such a provider's node says. */
function sendPayload(
  provider: AnyProvider,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  const send = provider.sendAsync ?? provider.send
  if (send === undefined) return Promise.reject(new Error('Provider not set or invalid'))
  const payload = { jsonrpc: '2.0', id: ++lastId, method, params }
  return new Promise((resolve, reject) => {
    send.call(provider, payload, (error, answer) => {
      if (error) return reject(error)
      const response = answer as JsonRpcResponse | undefined
      if (response?.error === undefined) return resolve(response?.result)
      const { message, data = null } = response.error
      return reject(rpcFailure(`Returned error: ${message ?? JSON.stringify(response)}`, { data }))
    })
  })
}
