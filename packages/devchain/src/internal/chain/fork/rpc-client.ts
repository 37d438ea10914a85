import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { forkRpcError, forkStateMissingError, forkUnreachableError } from '../../../errors/fork.js'
import type { ForkOptions } from '../chain-options.js'
import type { RemoteRpc } from './cached-rpc.js'
import { BusyError, postJson, RefusedError } from './post-json.js'

const mostAttempts = 6
/** Before the first answer: a wrong URL should not take long to be told. */
const mostAttemptsAtFirst = 3
const firstDelayMs = 150
const mostInBatch = 50

/** What nodes answer when asked too much: JSON-RPC codes of Infura and Alchemy among them. */
const busyRpcCodes = new Set([-32005, -32097, 429])

/** What nodes say of states that they no longer have: geth, Nethermind, Besu, Erigon, and ours. */
const withoutState =
  /missing trie node|state .*not (?:available|found)|historical state|pruned|already been discarded|archive|distance to target block exceeds|is not there: its block/i

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

/**
 * JSON-RPC over HTTP to the chain that is forked. Requests of one tick travel together; what fails
 * for lack of network or of patience on the other side is tried again, ever later.
 */
export class RpcClient implements RemoteRpc {
  url: string
  readonly #headers: Readonly<Record<string, string>>
  #waiting: Call[] = []
  #takesBatches = true
  #hasAnswered = false

  constructor({ url, headers = {} }: ForkOptions) {
    this.url = url
    this.#headers = { 'content-type': 'application/json', ...headers }
  }

  /** @throws `CHAIN_FORK_UNREACHABLE`, `CHAIN_FORK_RPC_ERROR`, `CHAIN_FORK_STATE_MISSING` */
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
        if (error instanceof RefusedError && calls.length > 1) return this.#oneByOne(calls)
        const most = this.#hasAnswered ? mostAttempts : mostAttemptsAtFirst
        if (!(error instanceof BusyError) || attempt >= most) {
          throw forkUnreachableError(originOf(this.url), errorMessage(error), error)
        }
        await sleep(error.delayMs ?? jittered(firstDelayMs * 2 ** (attempt - 1)))
      }
    }
  }

  async #attempt(calls: readonly Call[]): Promise<readonly (RpcAnswer | undefined)[]> {
    const requests = calls.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }))
    const [single] = requests
    const body = await postJson(this.#target(), requests.length === 1 ? single : requests)
    if (Array.isArray(body)) {
      const answers: RpcAnswer[] = body.filter(isAnswer)
      assertPatient(answers)
      return requests.map(({ id }) => answerTo(id, answers))
    }
    const answers = isAnswer(body) ? [body] : []
    assertPatient(answers)
    if (requests.length > 1) return this.#oneByOne(calls)
    return answers
  }

  #target(): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
    // Throws when it is none.
    originOf(this.url)
    return { url: this.url, headers: this.#headers }
  }

  /** For servers that know no batches, or none of that size. */
  async #oneByOne(calls: readonly Call[]): Promise<readonly (RpcAnswer | undefined)[]> {
    this.#takesBatches = false
    const answers = await Promise.all(calls.map((call) => this.#exchange([call])))
    return answers.map(([answer]) => answer)
  }
}

function settle(call: Call, answer: RpcAnswer | undefined): void {
  if (answer?.error === undefined) {
    call.resolve(answer?.result)
    return
  }
  const { message = 'no reason given', code = 0 } = answer.error
  call.reject(
    withoutState.test(message)
      ? forkStateMissingError(call.method, message)
      : forkRpcError(call.method, message, code),
  )
}

/** Some servers drop answers of a batch when they are busy. */
function answerTo(id: number, answers: readonly RpcAnswer[]): RpcAnswer {
  const found = answers.find((answer) => answer.id === id)
  if (found === undefined) throw new BusyError('an answer of a batch is missing')
  return found
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

/** Between half and all of it, so that many who were refused do not come back at once. */
function jittered(delayMs: number): number {
  return delayMs * (0.5 + Math.random() / 2)
}

/** Scheme and host: paths of RPC URLs hold keys. */
function originOf(url: string): string {
  try {
    return new URL(url).origin
  } catch (cause) {
    throw forkUnreachableError('the URL', 'it is not a URL', cause)
  }
}
