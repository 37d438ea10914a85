import type { JsonRpcPayload } from '../../truffle-provider.js'

/** A JSON-RPC error object. */
export interface RpcErrorObject {
  readonly code?: number
  readonly message?: string
  readonly data?: unknown
}

/** A JSON-RPC response object. */
export interface RpcResponse {
  readonly id: number | string
  readonly jsonrpc: '2.0'
  readonly result?: unknown
  readonly error?: RpcErrorObject
}

/** An error as `request` rejects with it in Truffle's world: a plain one, with code and data where there are any. */
export function errorOf({ message, code, data }: RpcErrorObject, cause?: unknown): Error {
  const error = new Error(message ?? 'The node answered with an error')
  if (code !== undefined) Object.assign(error, { code })
  if (data !== undefined && data !== null && data !== '') Object.assign(error, { data })
  if (cause !== undefined) causes.set(error, cause)
  return error
}

const causes = new WeakMap<Error, unknown>()

/** What the node threw in this process, of an error that it answered with. */
export function causeOf(error: unknown): unknown {
  return error instanceof Error ? causes.get(error) : undefined
}

/** What anything that was thrown is in a response. */
export function errorObjectOf(thrown: unknown): RpcErrorObject {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const code: unknown = Reflect.get(Object(thrown), 'code')
  const data: unknown = Reflect.get(Object(thrown), 'data')
  return {
    message,
    ...(typeof code === 'number' ? { code } : {}),
    ...(data === undefined ? {} : { data }),
  }
}

/** The response to a payload. */
export function responseTo(
  payload: JsonRpcPayload,
  outcome: { readonly result: unknown } | { readonly error: RpcErrorObject },
): RpcResponse {
  return { id: payload.id ?? 0, jsonrpc: '2.0', ...outcome }
}

/** Whether something is a response, as a node gave it. */
export function isResponse(value: unknown): value is RpcResponse {
  return typeof value === 'object' && value !== null && ('result' in value || 'error' in value)
}
