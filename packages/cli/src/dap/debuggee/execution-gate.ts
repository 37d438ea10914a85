import { type Hex, isHex, type RequestArguments } from '@scaffold-evm/common'
import { type Devchain, failureRecorder, type RecordExecution } from '@scaffold-evm/devchain'
import type { Execution } from './execution.js'

/** Who looks at executions before who asked for them gets an answer. */
export interface ExecutionListener {
  /** Whether anything would be done with one. */
  readonly isListening: boolean
  /** The answer waits for this. */
  onExecution(execution: Execution): Promise<void>
}

/** What may put transactions into a block. */
const changing = /send\w*transaction|_mine|automine/i

/**
 * Stands between a chain in this process and who uses it: executes as ever, but holds answers back.
 *
 * Estimates count only when they fail, since then nothing is sent; what failed and is asked for again counts once.
 */
export class ExecutionGate {
  readonly #chain: Devchain
  readonly #ask: Devchain['request']
  readonly #listener: ExecutionListener
  /** What failed last, to recognise it. */
  #failed: string | undefined

  private constructor(chain: Devchain, listener: ExecutionListener) {
    this.#chain = chain
    this.#ask = chain.request.bind(chain)
    this.#listener = listener
  }

  /** Stands there from now on. */
  static install(chain: Devchain, listener: ExecutionListener): void {
    const gate = new ExecutionGate(chain, listener)
    Object.assign(chain, { request: (call: RequestArguments) => gate.#request(call) })
  }

  async #request(call: RequestArguments): Promise<unknown> {
    if (!this.#listener.isListening) return this.#ask(call)
    const { method } = call
    const site: { stack?: string } = {}
    if (method === 'eth_call') {
      Error.captureStackTrace(site)
      return this.#call(call, site)
    }
    if (method === 'eth_estimateGas') {
      Error.captureStackTrace(site)
      return this.#estimate(call, site)
    }
    if (!changing.test(method)) return this.#ask(call)
    Error.captureStackTrace(site)
    return this.#change(call, site)
  }

  async #call(call: RequestArguments, { stack = '' }: CallSite): Promise<unknown> {
    const record = this.#recorderOf(call)
    const outcome = await settled(this.#ask(call))
    if (record !== undefined) await this.#show({ record, stack, ...outcome }, keyOf(call))
    return outcome.answer()
  }

  async #estimate(call: RequestArguments, { stack = '' }: CallSite): Promise<unknown> {
    const outcome = await settled(this.#ask(call))
    const record = failureRecorder(outcome.error)
    if (record !== undefined) await this.#show({ record, stack, ...outcome }, keyOf(call))
    return outcome.answer()
  }

  async #change(call: RequestArguments, { stack = '' }: CallSite): Promise<unknown> {
    const waiting = await this.#pendingHashes()
    const outcome = await settled(this.#ask(call))
    const hashes = new Set([...waiting, outcome.value].filter(isTransactionHash))
    for (const { hash, failed } of await this.#mined([...hashes])) {
      const record = await this.#chain.findRecorder(hash)
      const key = hash === outcome.value ? keyOf(call) : undefined
      if (record !== undefined) await this.#show({ record, failed, stack }, key)
    }
    const record = failureRecorder(outcome.error)
    if (record !== undefined) await this.#show({ record, stack, ...outcome }, keyOf(call))
    return outcome.answer()
  }

  async #show(execution: Execution, key: string | undefined): Promise<void> {
    const isAgain = execution.failed && key !== undefined && key === this.#failed
    this.#failed = execution.failed ? key : undefined
    if (!isAgain) await this.#listener.onExecution(execution)
  }

  /** Undefined for a call that the chain will refuse. */
  #recorderOf({ params }: RequestArguments): RecordExecution | undefined {
    try {
      return this.#chain.callRecorder(params)
    } catch {
      return undefined
    }
  }

  async #pendingHashes(): Promise<readonly unknown[]> {
    // Ganache's dialect has no such method.
    const pending = (await settled(this.#ask({ method: 'eth_pendingTransactions' }))).value
    return Array.isArray(pending) ? pending.map((found) => Reflect.get(Object(found), 'hash')) : []
  }

  /** Those that are in a block, in their order. */
  async #mined(hashes: readonly Hex[]): Promise<readonly MinedTransaction[]> {
    const receipts = await Promise.all(
      hashes.map((hash) => this.#ask({ method: 'eth_getTransactionReceipt', params: [hash] })),
    )
    const mined = receipts.flatMap((receipt, index): MinedTransaction[] => {
      const hash = hashes[index]
      if (hash === undefined || typeof receipt !== 'object' || receipt === null) return []
      const { blockNumber, transactionIndex, status } = receipt as Record<string, unknown>
      const place = [Number(blockNumber), Number(transactionIndex)] as const
      return [{ hash, place, failed: Number(status) === 0 }]
    })
    return mined.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1])
  }
}

interface CallSite {
  readonly stack?: string
}

interface MinedTransaction {
  readonly hash: Hex
  readonly place: readonly [blockNumber: number, index: number]
  readonly failed: boolean
}

interface Outcome {
  readonly failed: boolean
  readonly value?: unknown
  readonly error?: unknown
  /** What it was to the one who asked. */
  answer(): unknown
}

async function settled(asked: Promise<unknown>): Promise<Outcome> {
  try {
    const value = await asked
    return { failed: false, value, answer: () => value }
  } catch (error) {
    const answer = (): never => {
      throw error
    }
    return { failed: true, error, answer }
  }
}

function isTransactionHash(value: unknown): value is Hex {
  return typeof value === 'string' && isHex(value) && value.length === 66
}

/** The same for a transaction, its estimate and a call that tries it. */
function keyOf({ params }: RequestArguments): string | undefined {
  const request: unknown = Array.isArray(params) ? params[0] : undefined
  if (typeof request !== 'object' || request === null) return undefined
  const { from, to, data, input, value } = request as Record<string, unknown>
  return JSON.stringify([from, to, data ?? input, value ?? '0x0']).toLowerCase()
}
