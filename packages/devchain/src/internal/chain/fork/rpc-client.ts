import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { forkRpcError, forkUnreachableError } from '../../../errors.js'
import type { ForkOptions } from '../types.js'

const mostAttempts = 6
/** Before the first answer: a wrong URL should not take long to be told. */
const mostAttemptsAtFirst = 3
const firstDelayMs = 150
const timeoutMs = 30_000
const mostInBatch = 50

/** What nodes answer when asked too much: JSON-RPC codes of Infura and Alchemy among them. */
const busyRpcCodes = new Set([-32005, -32097, 429])

interface Call {
  readonly method: string
  readonly params: readonly unknown[]
  resolve(result: unknown): void
  reject(error: unknown): void
}

interface RpcAnswer {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: { readonly code?: number; readonly message?: string }
}

/** Worth trying again, after `delayMs` if the server says so. */
class BusyError extends Error {
  readonly delayMs: number | undefined

  constructor(message: string, delayMs?: number) {
    super(message)
    this.delayMs = delayMs
  }
}

/**
 * JSON-RPC over HTTP to the chain that is forked. Requests of one tick travel together; what fails
 * for lack of network or of patience on the other side is tried again, ever later.
 */
export class RpcClient {
  readonly #url: string
  readonly #origin: string
  readonly #headers: Readonly<Record<string, string>>
  #waiting: Call[] = []
  #takesBatches = true
  #hasAnswered = false

  constructor({ url, headers = {} }: ForkOptions) {
    this.#url = url
    this.#origin = originOf(url)
    this.#headers = { 'content-type': 'application/json', ...headers }
  }

  /** @throws `CHAIN_FORK_UNREACHABLE`, `CHAIN_FORK_RPC_ERROR` */
  request(method: string, params: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ method, params, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => this.#flush())
    })
  }

  #flush(): void {
    const calls = this.#waiting
    this.#waiting = []
    const size = this.#takesBatches ? mostInBatch : 1
    for (let start = 0; start < calls.length; start += size) {
      void this.#send(calls.slice(start, start + size))
    }
  }

  async #send(calls: readonly Call[]): Promise<void> {
    try {
      const answers = await this.#exchange(calls)
      for (const [index, call] of calls.entries()) settle(call, answers[index])
    } catch (error) {
      for (const call of calls) call.reject(error)
    }
  }

  async #exchange(calls: readonly Call[]): Promise<readonly (RpcAnswer | undefined)[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answers = await this.#attempt(calls)
        this.#hasAnswered = true
        return answers
      } catch (error) {
        if (isScaffoldError(error)) throw error
        const most = this.#hasAnswered ? mostAttempts : mostAttemptsAtFirst
        if (!(error instanceof BusyError) || attempt >= most) {
          throw forkUnreachableError(this.#origin, errorMessage(error), error)
        }
        await sleep(error.delayMs ?? firstDelayMs * 2 ** (attempt - 1))
      }
    }
  }

  async #attempt(calls: readonly Call[]): Promise<readonly (RpcAnswer | undefined)[]> {
    const requests = calls.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }))
    const [single] = requests
    const body = await this.#post(requests.length === 1 ? single : requests)
    if (Array.isArray(body)) {
      const answers: RpcAnswer[] = body.filter(isAnswer)
      assertPatient(answers)
      return requests.map(({ id }) => answers.find((answer) => answer.id === id))
    }
    if (requests.length > 1) return this.#oneByOne(calls)
    const answers = isAnswer(body) ? [body] : []
    assertPatient(answers)
    return answers
  }

  /** For servers that know no batches. */
  async #oneByOne(calls: readonly Call[]): Promise<readonly (RpcAnswer | undefined)[]> {
    this.#takesBatches = false
    const answers = await Promise.all(calls.map((call) => this.#exchange([call])))
    return answers.map(([answer]) => answer)
  }

  async #post(body: unknown): Promise<unknown> {
    const response = await this.#fetch(JSON.stringify(body))
    const text = await response.text()
    if (response.status === 429 || response.status >= 500) {
      throw new BusyError(`HTTP ${response.status}`, retryAfterMs(response))
    }
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw forkUnreachableError(
        this.#origin,
        `HTTP ${response.status} with ${JSON.stringify(text.slice(0, 80))} instead of JSON`,
        cause,
      )
    }
  }

  async #fetch(body: string): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      return await fetch(this.#url, { method: 'POST', headers: this.#headers, body, signal })
    } catch (error) {
      throw new BusyError(networkReason(error))
    }
  }
}

function settle(call: Call, answer: RpcAnswer | undefined): void {
  if (answer?.error !== undefined) {
    const { message = 'no reason given', code = 0 } = answer.error
    call.reject(forkRpcError(call.method, message, code))
  } else {
    call.resolve(answer?.result)
  }
}

function isAnswer(value: unknown): value is RpcAnswer {
  return typeof value === 'object' && value !== null && ('result' in value || 'error' in value)
}

function assertPatient(answers: readonly RpcAnswer[]): void {
  for (const { error } of answers) {
    if (error?.code !== undefined && busyRpcCodes.has(error.code)) {
      throw new BusyError(error.message ?? 'too many requests')
    }
  }
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.min(seconds, 10) * 1000 : undefined
}

/** `fetch failed` says nothing; its cause does. */
function networkReason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message !== '' ? cause.message : errorMessage(error)
}

/** Scheme and host: paths of RPC URLs hold keys. */
function originOf(url: string): string {
  try {
    return new URL(url).origin
  } catch (cause) {
    throw forkUnreachableError('the URL', 'it is not a URL', cause)
  }
}
