/** The JSON-RPC error codes that the node answers with (JSON-RPC 2.0, EIP-1474, EIP-1193). */
export const rpcCode = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  invalidInput: -32000,
  resourceNotFound: -32001,
  /** What a transaction was to depend on is not so; of Ganache, the sender cannot pay. */
  transactionRejected: -32003,
  notSupported: -32004,
  limitExceeded: -32005,
  /** An execution that reverted or halted: `data` is what it reverted with. */
  executionFailed: 3,
  /** EIP-7966: a transaction was taken, and not mined in time. */
  notMinedInTime: 4,
  disconnected: 4900,
} as const

/** What a request is rejected with: an EIP-1193 `ProviderRpcError`. */
export class RpcError extends Error {
  readonly code: number
  /** The return data of a revert, as `0x` hex. */
  readonly data?: unknown
  /** Of a transaction that was mined and failed. */
  readonly transactionHash?: string

  constructor(code: number, message: string, extra: RpcErrorExtra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause })
    this.name = 'ProviderError'
    this.code = code
    if (extra.data !== undefined) this.data = extra.data
    if (extra.transactionHash !== undefined) this.transactionHash = extra.transactionHash
  }
}

/** What an {@link RpcError} may carry besides code and message. */
export interface RpcErrorExtra {
  readonly data?: unknown
  readonly transactionHash?: string
  readonly cause?: unknown
}

/** -32602: a parameter is not what the method takes. */
export function invalidParamsError(message: string): RpcError {
  return new RpcError(rpcCode.invalidParams, message)
}

/** -32000: well-formed, but the chain cannot do it. */
export function invalidInputError(message: string, cause?: unknown): RpcError {
  return new RpcError(rpcCode.invalidInput, message, { cause })
}

/** -32603, without anything of the node's inside. The cause stays in the process. */
export function internalError(cause: unknown): RpcError {
  return new RpcError(rpcCode.internal, 'Internal error: the node failed to answer this request', {
    cause,
  })
}
