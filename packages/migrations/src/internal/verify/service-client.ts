import { setTimeout as delay } from 'node:timers/promises'
import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { maskUrl } from '@scaffold-evm/project'
import {
  verifierAnswerError,
  verifierPendingError,
  verifierUnreachableError,
} from '../../errors/verify.js'

/** How a service is talked to. */
export interface ServiceClientOptions {
  readonly verifier: string
  readonly url: string
  /** Never shown. */
  readonly secrets: readonly string[]
  /** Of all that is asked about one contract. @default 300_000 */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** An answer in JSON. */
export interface ServiceAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

const requestTimeoutMs = 30_000
const attempts = 6
const firstPauseMs = 150
const longestPauseMs = 5_000

/** Talks JSON with a service, again where it is busy, and never shows what is secret. */
export class ServiceClient {
  readonly #options: ServiceClientOptions
  /** Without what gives access. */
  readonly shownUrl: string

  constructor(options: ServiceClientOptions) {
    this.#options = options
    this.shownUrl = maskUrl(options.url)
  }

  /**
   * Sends a request below the service's URL, up to six times while it does not answer or is busy.
   *
   * @throws `VERIFIER_UNREACHABLE`, `VERIFIER_ANSWER_INVALID`.
   */
  async request(
    path: string,
    init: RequestInit = {},
    isBusy: (answer: ServiceAnswer) => boolean = () => false,
  ): Promise<ServiceAnswer> {
    let reason = ''
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const got = await this.#attempt(path, init)
      if (typeof got === 'string') reason = got
      else if (!isOverloaded(got) && !isBusy(got)) return got
      else reason = this.redact(`it is busy: ${JSON.stringify(got.body)}`)
      if (attempt < attempts)
        await this.pause(attempt, typeof got === 'string' ? 0 : got.retryAfterMs)
    }
    const { verifier } = this.#options
    throw verifierUnreachableError(verifier, { url: this.shownUrl, reason })
  }

  /** Asks until there is something, with pauses that grow. @throws `VERIFIER_PENDING` when the time is over. */
  async until<T>(name: string, ask: () => Promise<T | undefined>): Promise<T> {
    const { verifier, timeoutMs = 300_000 } = this.#options
    const end = performance.now() + timeoutMs
    for (let round = 1; performance.now() < end; round += 1) {
      const found = await ask()
      if (found !== undefined) return found
      await this.pause(round)
    }
    throw verifierPendingError(verifier, name)
  }

  /** Waits a little longer each round, and at least as long as was asked for. */
  async pause(round: number, atLeastMs = 0): Promise<void> {
    const { signal } = this.#options
    const growingMs = Math.min(firstPauseMs * 2 ** (round - 1), longestPauseMs)
    await delay(Math.max(growingMs, atLeastMs), undefined, signal === undefined ? {} : { signal })
  }

  invalid(answer: unknown): Error {
    const { verifier } = this.#options
    const text = typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? '')
    return verifierAnswerError(verifier, {
      url: this.shownUrl,
      answer: this.redact(text.slice(0, 500)),
    })
  }

  redact(text: string): string {
    const { secrets, url } = this.#options
    return [url, ...secrets]
      .filter((secret) => secret !== '')
      .reduce(
        (shown, secret) => shown.replaceAll(secret, secret === url ? this.shownUrl : '***'),
        text,
      )
  }

  async #attempt(
    path: string,
    init: RequestInit,
  ): Promise<(ServiceAnswer & { readonly retryAfterMs: number }) | string> {
    const { url, signal } = this.#options
    const limit = AbortSignal.timeout(requestTimeoutMs)
    let response: Response
    let text: string
    try {
      response = await fetch(join(url, path), {
        ...init,
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      })
      text = await response.text()
    } catch (error) {
      signal?.throwIfAborted()
      return this.redact(errorMessage(causeOf(error)))
    }
    if (response.status >= 500) return `HTTP ${response.status} ${response.statusText}`
    const body = parse(text)
    if (body === undefined) throw this.invalid(`HTTP ${response.status}: ${text}`)
    return { status: response.status, body, retryAfterMs: retryAfterMs(response) }
  }
}

/** Undefined where a service has no such question: whether something is verified already need not be known. */
export async function unlessOdd(
  answer: Promise<ServiceAnswer>,
): Promise<ServiceAnswer | undefined> {
  try {
    return await answer
  } catch (error) {
    if (isScaffoldError(error, 'VERIFIER_ANSWER_INVALID')) return undefined
    throw error
  }
}

function join(url: string, path: string): string {
  const base = url.replace(/[/?&]+$/, '')
  return path.startsWith('?') && base.includes('?') ? `${base}&${path.slice(1)}` : base + path
}

function isOverloaded({ status, body }: ServiceAnswer): boolean {
  // Sourcify says so, too, of a contract that somebody is just verifying; that is for the caller.
  return status === 429 && body['customCode'] !== 'duplicate_verification_request'
}

function retryAfterMs({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, 60_000) : 0
}

function parse(text: string): ServiceAnswer['body'] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** fetch tells why only in the cause. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error
}
