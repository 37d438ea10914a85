import { quantityToHex } from '@scaffold-evm/common'
import type { RpcContext } from '../rpc/context.js'
import { dispatch } from '../rpc/dispatch.js'
import { isRecord } from '../rpc/params/combinators.js'
import { internalError, RpcError, rpcCode } from '../rpc/rpc-error.js'

/** Requests in one batch. */
const maxBatchSize = 1_000

type RequestId = string | number | null

interface ErrorJson {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

type ResponseJson =
  | { readonly jsonrpc: '2.0'; readonly id: RequestId; readonly result: unknown }
  | { readonly jsonrpc: '2.0'; readonly id: RequestId; readonly error: ErrorJson }

/** Answers a JSON-RPC text: a request or a batch. Undefined when there is nothing to answer. */
export async function answerText(context: RpcContext, text: string): Promise<string | undefined> {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return errorText(new RpcError(rpcCode.parseError, 'Parse error: the request is not valid JSON'))
  }
  if (!Array.isArray(message)) {
    const response = await answerOne(context, message)
    return response === undefined ? undefined : toText(response)
  }
  const refusal = refuseBatch(message)
  if (refusal !== undefined) return errorText(refusal)
  const responses: string[] = []
  // One after the other: a batch may send a transaction and then ask for what came of it.
  for (const entry of message) {
    const response = await answerOne(context, entry)
    if (response !== undefined) responses.push(toText(response))
  }
  return responses.length === 0 ? undefined : `[${responses.join(',')}]`
}

/** The text of an error that belongs to no request. */
export function errorText(error: RpcError): string {
  return toText({ jsonrpc: '2.0', id: null, error: errorToJson(error) })
}

function refuseBatch(batch: readonly unknown[]): RpcError | undefined {
  if (batch.length === 0) return invalidRequest('the batch is empty')
  if (batch.length <= maxBatchSize) return undefined
  return invalidRequest(`a batch may have at most ${maxBatchSize} requests, got ${batch.length}`)
}

function invalidRequest(reason: string): RpcError {
  return new RpcError(rpcCode.invalidRequest, `Invalid request: ${reason}`)
}

async function answerOne(context: RpcContext, message: unknown): Promise<ResponseJson | undefined> {
  if (context.onRequest === undefined) return answerMessage(context, message)
  const startedAt = performance.now()
  const response = await answerMessage(context, message)
  context.onRequest({
    method: methodOf(message),
    durationMs: performance.now() - startedAt,
    error: response !== undefined && 'error' in response ? response.error : undefined,
  })
  return response
}

function methodOf(message: unknown): string {
  const isNamed = typeof message === 'object' && message !== null && 'method' in message
  return isNamed ? String(message.method) : ''
}

async function answerMessage(
  context: RpcContext,
  message: unknown,
): Promise<ResponseJson | undefined> {
  let id: RequestId = null
  try {
    const request = readRequest(message)
    id = request.id ?? null
    const pending = dispatch(context, request.method, request.params)
    const result = pending instanceof Promise ? await pending : pending
    // Without an id it is a notification: nobody waits for the answer.
    return request.id === undefined ? undefined : { jsonrpc: '2.0', id, result: result ?? null }
  } catch (error) {
    if (isNotification(message)) return undefined
    const known = error instanceof RpcError ? error : internalError(error)
    return { jsonrpc: '2.0', id, error: errorToJson(known) }
  }
}

function isNotification(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'method' in message &&
    typeof message.method === 'string' &&
    !('id' in message)
  )
}

interface Request {
  readonly id: RequestId | undefined
  readonly method: string
  readonly params: unknown
}

function readRequest(message: unknown): Request {
  if (!isRecord(message)) {
    throw invalidRequest('expected an object {jsonrpc, id, method, params}')
  }
  const { jsonrpc, id, method, params } = message
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number') {
    throw invalidRequest('"id" must be a string, a number or null')
  }
  if (typeof method !== 'string') throw invalidRequest('"method" must be a string')
  // Hand-written requests often leave the version out; a wrong one is another protocol.
  if (jsonrpc !== undefined && jsonrpc !== '2.0') throw invalidRequest('"jsonrpc" must be "2.0"')
  return { id, method, params }
}

/**
 * A revert carries its return data, as by geth. A transaction that was mined and failed carries
 * Hardhat's object, so that its hash is not lost.
 */
function errorToJson({ code, message, data, transactionHash }: RpcError): ErrorJson {
  if (transactionHash !== undefined) {
    return { code, message, data: { message, txHash: transactionHash, data } }
  }
  return data === undefined ? { code, message } : { code, message, data }
}

function toText(response: ResponseJson): string {
  try {
    return JSON.stringify(response)
  } catch {
    // Only a bigint that slipped through makes plain data unserialisable.
    return JSON.stringify(response, (_key, value: unknown) =>
      typeof value === 'bigint' ? quantityToHex(value) : value,
    )
  }
}
