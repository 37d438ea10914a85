import type { RequestArguments } from '@scaffold-evm/common'

/** What a JSON-RPC error consists of. */
export interface RpcErrorFields {
  /** JSON-RPC 2.0, EIP-1474 and EIP-1193 codes; 3 is a revert. */
  readonly code: number
  readonly message: string
  /** The return data of a revert, or what the node gives. */
  readonly data?: unknown
  readonly cause?: unknown
}

/** What was asked, by the error that it was answered with. It is no field, which whoever prints the error would print. */
const requests = new WeakMap<object, RequestArguments>()

/** Remembers what was asked when a node answered with an error. */
export function rememberRequest(error: RpcError, request: RequestArguments): void {
  requests.set(error, request)
}

/** What was asked when a node answered with that error; undefined for other errors. */
export function requestOf(error: object): RequestArguments | undefined {
  return requests.get(error)
}

/**
 * What a provider's `request` rejects with when the node answers with an error, as EIP-1193 asks.
 * The one error here that is no `ScaffoldError`: its `code` is the node's number.
 */
export class RpcError extends Error {
  readonly code: number
  readonly data: unknown

  constructor(fields: RpcErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause })
    this.name = 'ProviderRpcError'
    this.code = fields.code
    this.data = fields.data
  }
}
