import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RpcContext } from '../rpc/context.js'
import { internalError, RpcError, rpcCode } from '../rpc/rpc-error.js'
import { answerText, errorText } from './json-rpc.js'
import type { OriginGuard } from './origin-guard.js'
import { readBody } from './read-body.js'

/** What answers HTTP requests. */
export interface HttpHandlerOptions {
  readonly context: RpcContext
  readonly guard: OriginGuard
  readonly maxBodyBytes: number
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Answers JSON-RPC over HTTP POST. */
export function createHttpHandler(options: HttpHandlerOptions): Handler {
  return (request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, errorText(internalError(error)))
      response.destroy()
    })
  }
}

async function handle(
  options: HttpHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { guard, context } = options
  const refusal = guard.refusal(request.headers)
  if (refusal !== undefined) return refuse(response, 403, rpcCode.invalidRequest, refusal)
  const origin = guard.allowedOrigin(request.headers)
  if (origin !== undefined) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('vary', 'origin')
  }
  switch (request.method) {
    case 'POST':
      return await answerPost(options, request, response)
    case 'OPTIONS':
      return preflight(response)
    case 'GET':
    case 'HEAD':
      return greet(response, context.settings.clientVersion)
    default:
      response.setHeader('allow', 'POST, GET, OPTIONS')
      return refuse(response, 405, rpcCode.invalidRequest, 'Send JSON-RPC requests with POST')
  }
}

async function answerPost(
  { context, maxBodyBytes }: HttpHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, maxBodyBytes)
  if (body === undefined) {
    // The rest of a body that is not wanted is not read either.
    response.setHeader('connection', 'close')
    const message = `Request too large: at most ${maxBodyBytes} bytes`
    return refuse(response, 413, rpcCode.invalidRequest, message)
  }
  const text = await answerText(context, body)
  if (text !== undefined) return sendJson(response, 200, text)
  response.writeHead(204).end()
}

function preflight(response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'POST, GET, OPTIONS')
  response.setHeader('access-control-allow-headers', 'content-type')
  response.setHeader('access-control-max-age', '600')
  response.writeHead(204).end()
}

function greet(response: ServerResponse, clientVersion: string): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  response.end(
    `${clientVersion}\nThis is an Ethereum node for development. Send JSON-RPC 2.0 requests here with POST, or connect a WebSocket.\n`,
  )
}

function refuse(response: ServerResponse, status: number, code: number, message: string): void {
  sendJson(response, status, errorText(new RpcError(code, message)))
}

function sendJson(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
