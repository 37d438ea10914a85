import { isHex, type RequestArguments } from '@scaffold-evm/common'
import type { Devchain, RecordExecution } from '@scaffold-evm/devchain'
import type { FailedExecution } from '@scaffold-evm/project'
import type { TruffleNetworkConfig } from '../../../truffle-config.js'
import type { TruffleProvider } from '../../../truffle-provider.js'
import { hardforkOfNode } from '../../network/hardfork-of-node.js'
import { bridgeNetwork, type ProviderBridge } from '../../network/provider-bridge.js'
import { watchRequests } from '../../network/watch-requests.js'
import { type FailureSource, mostFailures, transactionHashOf } from './failure-watch.js'

interface SeenFailure {
  readonly message: string
  /** What the node answered. */
  readonly error: object
  readonly asked: RequestArguments
}

type ProviderMethods = Pick<TruffleProvider, 'request' | 'send' | 'sendAsync'>

/**
 * Remembers what failed on a node elsewhere, and runs it again on a fork of it.
 *
 * Cost: nothing while nothing fails; of what a test fails with, the requests for the state that it reads.
 * Limits: what failed before it was mined runs on the state as it is when the test is over.
 */
export class NodeFailures implements FailureSource {
  readonly #provider: TruffleProvider
  readonly #settings: TruffleNetworkConfig
  #own: ProviderMethods | undefined
  #seen: SeenFailure[] = []
  #bridge: Promise<ProviderBridge> | undefined
  #forks: Promise<Devchain>[] = []

  constructor(provider: TruffleProvider, settings: TruffleNetworkConfig) {
    this.#provider = provider
    this.#settings = settings
  }

  start(): void {
    const { request, send, sendAsync } = this.#provider
    this.#own = { request, send, sendAsync }
    // What a wallet's methods call are its own.
    const own = Object.assign(Object.create(this.#provider), this.#own)
    const watched = watchRequests(own, {
      asked: () => undefined,
      answered: (payload, answer) => this.#note(payload, answer),
    })
    Object.assign(this.#provider, {
      request: watched.request,
      send: watched.send,
      sendAsync: watched.sendAsync,
    })
  }

  stop(): void {
    Object.assign(this.#provider, this.#own)
    this.forget()
    this.#bridge?.then(({ close }) => close()).catch(() => undefined)
    this.#bridge = undefined
  }

  forget(): void {
    this.#seen = []
  }

  /** The fork is begun at once, since the chain goes on. */
  recorderOf(error: unknown): Promise<RecordExecution | undefined> | undefined {
    const hash = transactionHashOf(error)
    if (hash !== undefined) return this.#recorderOf({ kind: 'mined', hash })
    const text = String(Reflect.get(Object(error), 'message') ?? '')
    const seen = this.#seen.findLast(({ message }) => text.includes(message))
    return seen && this.#recorderOfSeen(seen)
  }

  async release(): Promise<void> {
    const forks = await Promise.allSettled(this.#forks.splice(0))
    for (const fork of forks) if (fork.status === 'fulfilled') await fork.value.close()
  }

  #note(payload: object, answer: unknown): void {
    const { method, params } = payload as Partial<RequestArguments>
    const error: unknown = Reflect.get(Object(answer), 'error') ?? answer
    const message: unknown = Reflect.get(Object(error), 'message')
    if (method === undefined || typeof message !== 'string' || message === '') return
    const seen = { message, error: Object(error), asked: { method, ...(params && { params }) } }
    this.#seen = [...this.#seen.slice(1 - mostFailures), seen]
  }

  async #recorderOfSeen({ error, asked }: SeenFailure): Promise<RecordExecution | undefined> {
    const fork = this.#fork()
    const { failedExecution } = await import('@scaffold-evm/project')
    const failed = failedExecution(error, asked)
    return failed && this.#recorderOn(fork, failed)
  }

  #recorderOf(failed: FailedExecution): Promise<RecordExecution | undefined> {
    return this.#recorderOn(this.#fork(), failed)
  }

  async #recorderOn(
    fork: Promise<Devchain>,
    failed: FailedExecution,
  ): Promise<RecordExecution | undefined> {
    const { recorderOnFork } = await import('@scaffold-evm/project')
    return recorderOnFork(await fork, failed)
  }

  #fork(): Promise<Devchain> {
    const fork = this.#createFork()
    this.#forks.push(fork)
    return fork
  }

  async #createFork(): Promise<Devchain> {
    this.#bridge ??= bridgeNetwork(this.#provider, this.#settings)
    const [{ url }, chainId, hardfork] = await Promise.all([
      this.#bridge,
      this.#provider.request({ method: 'eth_chainId', params: [] }).catch(() => undefined),
      hardforkOfNode(this.#provider),
    ])
    const { createDevchain } = await import('@scaffold-evm/devchain')
    return createDevchain({
      fork: { url },
      accountCount: 0,
      hardfork,
      ...(isHex(chainId) ? { chainId: BigInt(chainId) } : {}),
    })
  }
}
