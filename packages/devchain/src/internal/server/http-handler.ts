import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { RpcContext } from '../rpc/context.js'
import { internalError, RpcError, rpcCode } from '../rpc/rpc-error.js'
import { ByteBudget } from './byte-budget.js'
import { type Answering, answerText } from './json-rpc.js'
import type { OriginGuard } from './origin-guard.js'
import type { PlainHead } from './plain-head.js'
import { type Body, readBody } from './read-body.js'
import { errorText } from './rpc-response.js'

/** What answers HTTP requests. */
export interface HttpHandlerOptions extends Answering {
  readonly guard: OriginGuard
  /** Says of an error what the contracts did, to clients that want to know. */
  readonly explain: RpcContext['explain']
}

/** What a plain request is answered with. */
export interface PlainAnswer {
  /** Code and phrase. */
  readonly status: string
  /** Empty when there is nothing to answer. */
  readonly text: string
  /** To be called when the client has read it, or is gone. */
  readonly onSent?: () => void
}

const mebibyte = 1024 * 1024
/** Bodies of all connections that are being read and answered. */
const unansweredBytes = 256 * mebibyte
/** Large answers of all connections that were not read to their end. */
const unreadBytes = 512 * mebibyte

/** Answers JSON-RPC over HTTP POST. */
export class HttpHandler {
  readonly #options: HttpHandlerOptions
  readonly #budget = new ByteBudget(unansweredBytes)
  readonly #unread = new ByteBudget(unreadBytes)
  readonly #soloContext: RpcContext
  #isClosing = false

  constructor(options: HttpHandlerOptions) {
    this.#options = options
    this.#soloContext = { ...options.context, answersBeforeSeal: true }
  }

  /** From now on every connection ends with the answer that it waits for. */
  close(): void {
    this.#isClosing = true
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) this.#sendJson(response, 500, errorText(internalError(error)))
      response.destroy()
    })
  }

  /** Whether requests with such a head can be answered by {@link answerPlain}. */
  admits({ host, contentLength }: PlainHead): boolean {
    const { guard, limits } = this.#options
    return contentLength <= limits.maxBodyBytes && guard.refusal({ host }) === undefined
  }

  /** Answers a request that has a body and nothing else to it. */
  async answerPlain(body: string, isAbandoned: () => boolean): Promise<PlainAnswer> {
    const soloContext = this.#soloContext
    const text = await answerText({ ...this.#options, soloContext, isAbandoned }, body)
    if (text === undefined) return { status: '204 No Content', text: '' }
    if (text.length <= mebibyte) return { status: '200 OK', text }
    if (!this.#unread.take(text.length)) {
      return { status: '503 Service Unavailable', text: errorText(tooManyUnreadError()) }
    }
    return { status: '200 OK', text, onSent: () => this.#unread.give(text.length) }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { guard, context } = this.#options
    const refusal = guard.refusal(request.headers)
    if (refusal !== undefined) return this.#refuse(response, 403, refusal)
    const origin = guard.allowedOrigin(request.headers)
    if (origin !== undefined) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('vary', 'origin')
    }
    switch (request.method) {
      case 'POST':
        return await this.#answerPost(request, response)
      case 'OPTIONS':
        return preflight(request, response)
      case 'GET':
      case 'HEAD':
        return greet(response, context.settings.clientVersion)
      default:
        response.setHeader('allow', 'POST, GET, OPTIONS')
        // A body that is not wanted is not read either.
        response.setHeader('connection', 'close')
        return this.#refuse(response, 405, 'Send JSON-RPC requests with POST')
    }
  }

  async #answerPost(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { maxBodyBytes } = this.#options.limits
    const body = await readBody(request, { maxBodyBytes, budget: this.#budget })
    if (body.status !== 'read') return this.#refuseBody(response, body.status)
    try {
      const isAbandoned = (): boolean => response.destroyed
      const context = this.#contextFor(request)
      const text = await answerText({ ...this.#options, context, isAbandoned }, body.text)
      if (text !== undefined) return this.#sendAnswer(response, text)
      response.writeHead(204).end()
    } finally {
      this.#budget.give(body.sizeBytes)
    }
  }

  #contextFor({ headers }: IncomingMessage): RpcContext {
    const { context, explain } = this.#options
    const isWanted = explain !== undefined && headers['scaffold-explain'] === 'true'
    return isWanted ? { ...context, explain } : context
  }

  /** Sends an answer, unless it and others that wait to be read are too much. */
  #sendAnswer(response: ServerResponse, text: string): void {
    const isLarge = text.length > mebibyte
    if (isLarge && !this.#unread.take(text.length)) {
      this.#sendJson(response, 503, errorText(tooManyUnreadError()))
      return
    }
    if (isLarge) response.once('close', () => this.#unread.give(text.length))
    this.#sendJson(response, 200, text)
  }

  #refuseBody(response: ServerResponse, status: Exclude<Body['status'], 'read'>): void {
    if (status === 'cut off') {
      response.destroy()
      return
    }
    // The rest of a body that is not wanted is not read either.
    response.setHeader('connection', 'close')
    const { maxBodyBytes } = this.#options.limits
    if (status === 'too large') {
      this.#refuse(response, 413, `Request too large: at most ${maxBodyBytes} bytes`)
    } else this.#refuse(response, 503, 'Too many large requests at once: send fewer at a time')
  }

  #refuse(response: ServerResponse, status: number, message: string): void {
    this.#sendJson(response, status, errorText(new RpcError(rpcCode.invalidRequest, message)))
  }

  #sendJson(response: ServerResponse, status: number, text: string): void {
    if (this.#isClosing) response.setHeader('connection', 'close')
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  }
}

function tooManyUnreadError(): RpcError {
  const message = 'Too many large answers wait to be read: read them first'
  return new RpcError(rpcCode.invalidRequest, message)
}

function preflight({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'POST, GET, OPTIONS')
  response.setHeader('access-control-allow-headers', allowedHeaders(headers))
  response.setHeader('access-control-max-age', '600')
  // What a page from the internet needs to reach this machine, where it may use the node at all.
  if (headers['access-control-request-private-network'] === 'true') {
    response.setHeader('access-control-allow-private-network', 'true')
  }
  response.writeHead(204).end()
}

/** Whatever a page that may use the node wants to send; nothing of it is read. */
function allowedHeaders({ 'access-control-request-headers': asked }: IncomingHttpHeaders): string {
  return asked !== undefined && /^[\w-]+(?:, *[\w-]+)*$/.test(asked) ? asked : 'content-type'
}

function greet(response: ServerResponse, clientVersion: string): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8')
  response.end(
    `${clientVersion}\nThis is an Ethereum node for development. Send JSON-RPC 2.0 requests here with POST, or connect a WebSocket.\n`,
  )
}
