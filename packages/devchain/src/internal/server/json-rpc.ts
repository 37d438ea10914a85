import { setImmediate as nextTurn } from 'node:timers/promises'
import { isRecord } from '../is-record.js'
import type { RpcContext } from '../rpc/context.js'
import { dispatch } from '../rpc/dispatch.js'
import { ExecutionError } from '../rpc/failure.js'
import { internalError, RpcError, rpcCode } from '../rpc/rpc-error.js'
import { isTooDeep } from './json-depth.js'
import type { ServerLimits } from './limits.js'
import {
  boundedText,
  errorResponse,
  errorText,
  type RequestId,
  type ResponseJson,
  responseTooLargeError,
} from './rpc-response.js'

/** How requests are answered. */
export interface Answering {
  /** Whether nobody waits for the answer any more. */
  readonly isAbandoned?: () => boolean
  readonly context: RpcContext
  /** Of a request that is no batch. @default `context` */
  readonly soloContext?: RpcContext
  readonly limits: ServerLimits
}

/** Answers a JSON-RPC text: a request or a batch. Undefined when there is nothing to answer. */
export async function answerText(answering: Answering, text: string): Promise<string | undefined> {
  const { context, soloContext = context, limits } = answering
  if (isTooDeep(text)) return errorText(invalidRequest('it is nested too deeply'))
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return errorText(new RpcError(rpcCode.parseError, 'Parse error: the request is not valid JSON'))
  }
  if (Array.isArray(message)) return await answerBatch(answering, message)
  const response = await answerOne(soloContext, message)
  return response === undefined ? undefined : boundedText(response, limits.maxResponseBytes)
}

async function answerBatch(
  { context, limits, isAbandoned }: Answering,
  batch: readonly unknown[],
): Promise<string | undefined> {
  const refusal = refuseBatch(batch, limits.maxBatchSize)
  if (refusal !== undefined) return errorText(refusal)
  const responses: string[] = []
  let room = limits.maxResponseBytes
  // One after the other: a batch may send a transaction and then ask for what came of it.
  let turnEndsAt = performance.now() + turnMs
  for (const entry of batch) {
    if (performance.now() > turnEndsAt) {
      await nextTurn()
      turnEndsAt = performance.now() + turnMs
    }
    if (isAbandoned?.() === true) return undefined
    const response =
      room > 0 ? await answerOne(context, entry) : refuseForSize(context, entry, limits)
    if (response === undefined) continue
    const text = boundedText(response, Math.max(room, smallAnswer))
    room -= text.length
    responses.push(text)
  }
  return responses.length === 0 ? undefined : `[${responses.join(',')}]`
}

/** How long a batch may keep other clients waiting. */
const turnMs = 10

/** What a response may have even when its batch is full, so that errors come through. */
const smallAnswer = 1_000

/** The answer to a request that is not run, because those before it filled the response. */
function refuseForSize(
  context: RpcContext,
  message: unknown,
  limits: ServerLimits,
): ResponseJson | undefined {
  if (isNotification(context, message)) return undefined
  const id = isRecord(message) && isRequestId(message.id) ? message.id : null
  return errorResponse(id, responseTooLargeError(limits.maxResponseBytes))
}

function refuseBatch(batch: readonly unknown[], limit: number): RpcError | undefined {
  if (batch.length === 0) return invalidRequest('the batch is empty')
  if (batch.length <= limit) return undefined
  return invalidRequest(`a batch may have at most ${limit} requests, got ${batch.length}`)
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
  return isRecord(message) && typeof message.method === 'string' ? message.method : ''
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
    return isNotification(context, message)
      ? undefined
      : { jsonrpc: '2.0', id, result: result ?? null }
  } catch (error) {
    if (isNotification(context, message)) return undefined
    const known = error instanceof RpcError ? error : internalError(error)
    const solidity = known instanceof ExecutionError ? await context.explain?.(known) : undefined
    return errorResponse(id, known, solidity)
  }
}

/** Without an id nobody waits for the answer, in most dialects. */
function isNotification({ dialect }: RpcContext, message: unknown): boolean {
  if (dialect.answersNotifications === true) return false
  return isRecord(message) && typeof message.method === 'string' && !('id' in message)
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
  if (id !== undefined && !isRequestId(id)) {
    throw invalidRequest('"id" must be a string, a number or null')
  }
  if (typeof method !== 'string') throw invalidRequest('"method" must be a string')
  // Hand-written requests often leave the version out; a wrong one is another protocol.
  if (jsonrpc !== undefined && jsonrpc !== '2.0') throw invalidRequest('"jsonrpc" must be "2.0"')
  return { id, method, params }
}

function isRequestId(id: unknown): id is RequestId {
  return id === null || typeof id === 'string' || typeof id === 'number'
}
