import { setTimeout as sleep } from 'node:timers/promises'
import type { Eip1193Provider, RequestArguments } from '@scaffold-evm/common'
import { networkUnreachableError } from '../../errors.js'
import { rememberRequest } from '../../rpc-error.js'
import { Emitter } from '../emitter.js'
import { type RpcOutcome, readRpcAnswer } from './answers.js'
import { createRedactor } from './redact.js'
import { PollingSubscriptions } from './subscriptions.js'
import { createHttpTransport, type HttpTransport } from './transport.js'

/** A JSON-RPC node over HTTP. */
export interface HttpProvider extends Eip1193Provider {
  /** Closes sockets and ends subscriptions. */
  close(): void
}

/** Where the node is, and how patient to be. */
export interface HttpProviderOptions {
  /** For errors. */
  readonly networkName: string
  readonly url: string
  /** The URL as it may be shown. */
  readonly shownUrl: string
  readonly headers: Readonly<Record<string, string>>
  /** Of one request. */
  readonly timeoutMs: number
  readonly pollingIntervalMs: number
  /** Waits before the second, third, … try. @default [100, 400, 1_600] */
  readonly retryDelaysMs?: readonly number[]
}

// Reading twice does no harm. eth_getFilterChanges does: it takes what it gives.
const readMethods =
  /^(eth_(get(?!FilterChanges)\w+|call|estimateGas|chainId|blockNumber|gasPrice|maxPriorityFeePerGas|feeHistory|blobBaseFee|accounts|createAccessList|syncing)|net_\w+|web3_\w+|debug_trace\w+)$/

const factMethods =
  /^eth_(chainId|blockNumber|gasPrice|accounts|getTransactionReceipt|getTransactionByHash)$/

/** What no node has a reason to refuse: an error says that something is wrong with it, or on the way to it. */
function isFact(method: string, params: readonly unknown[] | object): boolean {
  const isNewest = method === 'eth_getBlockByNumber' && toArray(params)[0] === 'latest'
  return isNewest || factMethods.test(method)
}

/** Internal errors, and those without a code of their own. */
const vagueCodes = new Set([-32000, -32603])

function orBroken(outcome: RpcOutcome, isAskedForFact: boolean): RpcOutcome {
  if (outcome.type !== 'error' || !isAskedForFact) return outcome
  const { code, message, data } = outcome.error
  if (!vagueCodes.has(code) || data !== undefined) return outcome
  return { type: 'broken', reason: message, mayRetry: true }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no network',
}

function codeOf(error: unknown): string {
  return String(Reflect.get(Object(error), 'code') ?? '')
}

function connectionFailure(error: unknown, method: string): RpcOutcome {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  // A refused connection never reached the node, whatever was to be sent.
  const mayRetry = readMethods.test(method) || code === 'ECONNREFUSED'
  return { type: 'broken', reason: reasons[code] ?? message, mayRetry }
}

class JsonRpcHttpProvider extends Emitter implements HttpProvider {
  readonly #options: HttpProviderOptions
  readonly #transport: HttpTransport
  readonly #redact: (text: string) => string
  readonly #subscriptions: PollingSubscriptions
  #lastId = 0

  constructor(options: HttpProviderOptions) {
    super()
    this.#options = options
    this.#transport = createHttpTransport(options)
    this.#redact = createRedactor(options.url, Object.values(options.headers))
    this.#subscriptions = new PollingSubscriptions(
      (method, params) => this.#send(method, params),
      this,
      options.pollingIntervalMs,
    )
  }

  async request({ method, params = [] }: RequestArguments): Promise<unknown> {
    if (method === 'eth_subscribe') return this.#subscriptions.subscribe([...toArray(params)])
    if (method === 'eth_unsubscribe') return this.#subscriptions.unsubscribe(toArray(params)[0])
    return this.#send(method, params)
  }

  close(): void {
    this.#subscriptions.close()
    this.#transport.close()
  }

  async #send(method: string, params: readonly unknown[] | object): Promise<unknown> {
    const { retryDelaysMs = [100, 400, 1_600] } = this.#options
    for (let attempt = 0; ; attempt++) {
      const { outcome, retryAfterMs } = await this.#exchange(method, params)
      if (outcome.type === 'result') return outcome.result
      if (outcome.type === 'error') {
        rememberRequest(outcome.error, { method, params })
        throw outcome.error
      }
      const delayMs = retryDelaysMs[attempt]
      if (!outcome.mayRetry || delayMs === undefined) throw this.#unreachable(outcome.reason)
      await sleep(Math.max(delayMs, retryAfterMs))
    }
  }

  async #exchange(
    method: string,
    params: readonly unknown[] | object,
  ): Promise<{ outcome: RpcOutcome; retryAfterMs: number }> {
    this.#lastId += 1
    const id = this.#lastId
    try {
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params })
      const answer = await this.#transport.post(body)
      const read = readRpcAnswer(answer, id, this.#redact)
      const outcome = orBroken(read, isFact(method, params))
      const isRead = readMethods.test(method) || answer.status === 429
      const retryAfterMs = Math.min(answer.retryAfterSec ?? 0, 10) * 1000
      if (outcome.type !== 'broken' || isRead) return { outcome, retryAfterMs }
      return { outcome: { ...outcome, mayRetry: false }, retryAfterMs }
    } catch (error) {
      return { outcome: connectionFailure(error, method), retryAfterMs: 0 }
    }
  }

  #unreachable(reason: string): Error {
    const { networkName: name, shownUrl: url } = this.#options
    return networkUnreachableError({ name, url }, this.#redact(reason))
  }
}

function toArray(params: readonly unknown[] | object): readonly unknown[] {
  return Array.isArray(params) ? params : []
}

/**
 * An EIP-1193 provider over HTTP. Requests that only read are tried again when the connection fails
 * or the node is busy; requests that change something are not, unless they never left.
 *
 * `request` rejects with an `RpcError` when the node answers with one.
 *
 * @throws `NETWORK_UNREACHABLE` (from `request`) when there is no JSON-RPC answer.
 */
export function createHttpProvider(options: HttpProviderOptions): HttpProvider {
  return new JsonRpcHttpProvider(options)
}
