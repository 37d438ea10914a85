import { errorMessage } from '@scaffold-evm/common'

const timeoutMs = 30_000
/** A server that says later than that is one that cannot be used now. */
const mostDelayMs = 10_000

/** Worth trying again, after `delayMs` if the server says so. */
export class BusyError extends Error {
  readonly delayMs: number | undefined

  constructor(message: string, delayMs?: number) {
    super(message)
    this.delayMs = delayMs
  }
}

/** The server will not answer this request, however often it is sent. */
export class RefusedError extends Error {}

/** Where requests go. */
export interface PostTarget {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Sends JSON, and gives the JSON of the answer.
 *
 * @throws {@link BusyError} for what may pass: no network, a timeout, 408, 425, 429 and 5xx
 * @throws {@link RefusedError} for anything else that is no JSON
 */
export async function postJson(target: PostTarget, body: unknown): Promise<unknown> {
  const { response, text } = await exchange(target, JSON.stringify(body))
  const { status } = response
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    throw new BusyError(`HTTP ${status}`, retryAfterMs(response))
  }
  try {
    return JSON.parse(text)
  } catch {
    const shown = JSON.stringify(text.slice(0, 80))
    throw new RefusedError(`HTTP ${status} with ${shown} instead of JSON`)
  }
}

async function exchange(
  { url, headers }: PostTarget,
  body: string,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method: 'POST', headers, body, signal })
    return { response, text: await response.text() }
  } catch (error) {
    throw new BusyError(networkReason(error))
  }
}

/** Seconds, or a date. */
function retryAfterMs(response: Response): number | undefined {
  const value = response.headers.get('retry-after')
  if (value === null) return undefined
  const seconds = Number(value)
  const delayMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now()
  return Number.isFinite(delayMs) ? Math.min(Math.max(delayMs, 0), mostDelayMs) : undefined
}

/** `fetch failed` says nothing; its cause does. */
function networkReason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message !== '' ? cause.message : errorMessage(error)
}
