import type { Eip1193Provider } from '@scaffold-evm/common'

/** A JSON-RPC request object as web3 makes it. */
export interface JsonRpcPayload {
  readonly jsonrpc?: string
  readonly id?: number | string
  readonly method: string
  readonly params?: readonly unknown[]
}

/** Gets `(error, { id, jsonrpc, result | error })`, as web3's providers call it. */
export type JsonRpcCallback = (error: unknown, response?: unknown) => void

/**
 * The provider that a user's code sees: EIP-1193, and web3's `send` and `sendAsync` with a callback, for one payload
 * or an array of them. Every method works unbound, as `util.promisify(web3.currentProvider.send)` needs it.
 */
export interface TruffleProvider extends Eip1193Provider {
  send(payload: JsonRpcPayload | readonly JsonRpcPayload[], callback: JsonRpcCallback): void
  sendAsync(payload: JsonRpcPayload | readonly JsonRpcPayload[], callback: JsonRpcCallback): void
  /** Whether `on('message')` tells of `eth_subscribe`'s subscriptions; unknown of a user's own provider. */
  readonly supportsSubscriptions?: () => boolean
  /** Of a provider over HTTP or a WebSocket: its URL. */
  readonly host?: string
}
