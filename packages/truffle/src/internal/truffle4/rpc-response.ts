import type { JsonRpcPayload } from '../../truffle-provider.js'

/** A JSON-RPC answer. Ganache 6 gives the hash of a failed transaction beside its error. */
export interface RpcResponse {
  readonly id: number | string | null
  readonly jsonrpc: '2.0'
  readonly result?: unknown
  readonly error?: RpcErrorObject
}

export interface RpcErrorObject {
  readonly message: string
  readonly code: number
  readonly data?: unknown
}

/** Answers one request; never rejects. */
export type Answer = (payload: JsonRpcPayload) => Promise<RpcResponse>

/** The members of every answer to `payload`. */
export function envelope({ id }: JsonRpcPayload): Pick<RpcResponse, 'id' | 'jsonrpc'> {
  return { id: id ?? null, jsonrpc: '2.0' }
}

/** Answers one request or all of a batch. */
export async function answerAll(
  answer: Answer,
  payload: JsonRpcPayload | readonly JsonRpcPayload[],
): Promise<RpcResponse | readonly RpcResponse[]> {
  if (!isBatch(payload)) return answer(payload)
  // One after the other, as the transactions in it are meant.
  const responses: RpcResponse[] = []
  for (const one of payload) responses.push(await answer(one))
  return responses
}

function isBatch(
  payload: JsonRpcPayload | readonly JsonRpcPayload[],
): payload is readonly JsonRpcPayload[] {
  return Array.isArray(payload)
}
