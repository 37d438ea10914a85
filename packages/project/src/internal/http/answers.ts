import { RpcError } from '../../rpc-error.js'
import { redactWithin } from './redact.js'
import type { HttpAnswer } from './transport.js'

/** What an HTTP answer means for a JSON-RPC request. */
export type RpcOutcome =
  | { readonly type: 'result'; readonly result: unknown }
  | { readonly type: 'error'; readonly error: RpcError }
  /** No JSON-RPC answer at all. */
  | { readonly type: 'broken'; readonly reason: string; readonly mayRetry: boolean }

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function excerpt(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat === '') return 'nothing'
  return JSON.stringify(flat.length > 60 ? `${flat.slice(0, 57)}…` : flat)
}

function rpcError(error: unknown, redact: (text: string) => string): RpcError {
  if (!isObject(error)) return new RpcError({ code: -32603, message: redact(String(error)) })
  const { code, message, data } = error
  return new RpcError({
    code: typeof code === 'number' ? code : -32603,
    message: redact(typeof message === 'string' ? message : 'the node gave no message'),
    data: redactWithin(data, redact),
  })
}

const busyStatuses = new Set([429, 502, 503, 504])

/** Providers that answer with HTTP 200 when they want to be left alone for a while. */
function isRateLimit({ code, message }: RpcError): boolean {
  return code === 429 || /too many requests|rate.?limit|compute units per second/i.test(message)
}

function statusReason(answer: HttpAnswer): string {
  const known: Readonly<Record<number, string>> = {
    401: 'it wants an API key or a password',
    403: 'it refuses access',
    404: 'there is nothing at this path',
    429: 'too many requests',
  }
  const explained = known[answer.status]
  const name = `HTTP ${answer.status}${answer.statusText === '' ? '' : ` ${answer.statusText}`}`
  return explained === undefined ? name : `${name} (${explained})`
}

/** Reads an answer. Nodes send JSON-RPC errors with any HTTP status, so the body is looked at first. */
export function readRpcAnswer(
  answer: HttpAnswer,
  id: number,
  redact: (text: string) => string,
): RpcOutcome {
  const isOk = answer.status >= 200 && answer.status < 300
  const mayRetry = busyStatuses.has(answer.status)
  const body = parseJson(answer.text)
  if (isObject(body) && 'error' in body && body.error !== null) {
    if (mayRetry) return { type: 'broken', reason: statusReason(answer), mayRetry }
    const error = rpcError(body.error, redact)
    if (isRateLimit(error)) return { type: 'broken', reason: error.message, mayRetry: true }
    return { type: 'error', error }
  }
  // Without a JSON-RPC error in it, 500 is a gateway's, not the node's.
  if (!isOk) {
    return {
      type: 'broken',
      reason: statusReason(answer),
      mayRetry: mayRetry || answer.status === 500,
    }
  }
  if (isObject(body) && 'result' in body && body.id === id) {
    return { type: 'result', result: body.result }
  }
  const what = isObject(body) ? 'an answer to another request' : 'something other than JSON-RPC'
  return {
    type: 'broken',
    reason: `it answered with ${what}: ${redact(excerpt(answer.text))}`,
    // Of another request, or cut off: the way there is at fault.
    mayRetry: isObject(body) ? 'id' in body : answer.text.startsWith('{'),
  }
}
