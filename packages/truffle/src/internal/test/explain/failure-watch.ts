import type { Eip1193Provider, Hex, RequestArguments } from '@scaffold-evm/common'
import type { Devchain, RecordExecution } from '@scaffold-evm/devchain'

interface SeenFailure {
  readonly message: string
  readonly record: RecordExecution
}

/** Where executions that failed are found again, from the errors that libraries make of them. */
export interface FailureSource {
  start(): void
  stop(): void
  forget(): void
  recorderOf(error: unknown): Promise<RecordExecution | undefined> | RecordExecution | undefined
  /** Lets go of what the recorders so far needed, which no longer work. @default they hold on to nothing */
  release?(): Promise<void>
}

/** So many are looked through, the latest first. */
export const mostFailures = 16

/** Remembers what failed on a chain of this process. */
export class FailureWatch implements FailureSource {
  readonly #devchain: Devchain
  /** As it was before, others who look on included. */
  #ask: Eip1193Provider['request']
  #seen: SeenFailure[] = []

  constructor(devchain: Devchain) {
    this.#devchain = devchain
    this.#ask = devchain.request.bind(devchain)
  }

  start(): void {
    this.#ask = this.#devchain.request.bind(this.#devchain)
    Object.assign(this.#devchain, { request: (call: RequestArguments) => this.#request(call) })
  }

  stop(): void {
    Object.assign(this.#devchain, { request: this.#ask })
    this.forget()
  }

  forget(): void {
    this.#seen = []
  }

  /** What runs again the execution that an error tells of, even when the test takes it back. */
  recorderOf(error: unknown): Promise<RecordExecution | undefined> | RecordExecution | undefined {
    const hash = transactionHashOf(error)
    if (hash !== undefined) return this.#devchain.findRecorder(hash)
    const text = String(Reflect.get(Object(error), 'message') ?? '')
    return this.#seen.findLast(({ message }) => text.includes(message))?.record
  }

  async #request(call: RequestArguments): Promise<unknown> {
    try {
      return await this.#ask(call)
    } catch (error) {
      const { failureRecorder } = await import('@scaffold-evm/devchain')
      const record = failureRecorder(error)
      if (record !== undefined && error instanceof Error) {
        this.#seen = [...this.#seen.slice(1 - mostFailures), { message: error.message, record }]
      }
      throw error
    }
  }
}

/** Of a transaction that was mined and failed. */
export function transactionHashOf(error: unknown): Hex | undefined {
  const receipt: unknown = Reflect.get(Object(error), 'receipt')
  const { status, transactionHash } = Object(receipt) as Readonly<Record<string, unknown>>
  const isHash = typeof transactionHash === 'string' && /^0x[\da-f]{64}$/i.test(transactionHash)
  // Of Truffle 4 it is hexadecimal.
  const hasFailed = status === false || (typeof status === 'string' && Number(status) === 0)
  return isHash && hasFailed ? (transactionHash as Hex) : undefined
}
