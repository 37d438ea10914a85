import type { RawData, WebSocket } from 'ws'
import type { RpcContext, RpcNode } from '../rpc/context.js'
import { internalError } from '../rpc/rpc-error.js'
import { Subscriptions } from '../rpc/subscriptions.js'
import { answerText } from './json-rpc.js'
import type { ServerLimits } from './limits.js'
import { errorText } from './rpc-response.js'

/** Requests of one connection that are answered at once; more wait, the last ones in the socket. */
const maxInFlight = 100

/**
 * One WebSocket client.
 *
 * Who asks for more than it reads is not read from until it has caught up. Who does not read what
 * it subscribed to is cut off, since that comes whether it reads or not.
 */
export class WebSocketSession {
  readonly #client: WebSocket
  readonly #context: RpcContext
  readonly #limits: ServerLimits
  readonly #waiting: RawData[] = []
  readonly #subscriptions: Subscriptions
  #inFlight = 0
  #inFlightBytes = 0
  #isAlive = true
  #onIdle: (() => void) | undefined

  constructor(client: WebSocket, node: RpcNode, limits: ServerLimits) {
    this.#client = client
    this.#limits = limits
    this.#subscriptions = new Subscriptions(node.chain, (subscription, result) =>
      this.#push({ subscription, result }),
    )
    this.#context = { ...node, subscriptions: this.#subscriptions }
    client.on('error', () => client.terminate())
    client.on('close', () => this.#end())
    client.on('message', (data) => {
      this.#waiting.push(data)
      this.#pump()
    })
    client.on('pong', () => {
      this.#isAlive = true
    })
    // ws answers pings by itself, whether or not anybody reads the pongs.
    client.on('ping', () => this.#cutOffIfFull())
  }

  /** Cuts off a client that did not answer since the last time, and asks again. */
  checkAlive(): void {
    // What it said cannot be heard while it waits for its turn.
    if (this.#client.isPaused && this.#client.bufferedAmount === 0) return
    if (this.#isAlive) {
      this.#isAlive = false
      this.#client.ping()
    } else this.#client.terminate()
  }

  /** Resolves when nothing is being answered. */
  async idle(): Promise<void> {
    if (this.#inFlight === 0) return
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve
    })
  }

  #end(): void {
    this.#subscriptions.close()
    this.#waiting.length = 0
    this.#onIdle?.()
  }

  #pump(): void {
    while (this.#hasRoom()) {
      const data = this.#waiting.shift()
      if (data === undefined) break
      this.#start(data)
    }
    if (this.#waiting.length > 0 || !this.#hasRoom()) this.#client.pause()
    else if (this.#client.isPaused) this.#client.resume()
  }

  #hasRoom(): boolean {
    const { maxBodyBytes, maxBufferedBytes } = this.#limits
    return (
      this.#inFlight < maxInFlight &&
      this.#inFlightBytes <= maxBodyBytes &&
      this.#client.bufferedAmount <= maxBufferedBytes
    )
  }

  #start(data: RawData): void {
    const text = data.toString()
    this.#inFlight++
    this.#inFlightBytes += text.length
    this.#answer(text).finally(() => {
      this.#inFlight--
      this.#inFlightBytes -= text.length
      if (this.#inFlight === 0) this.#onIdle?.()
      this.#pump()
    })
  }

  async #answer(request: string): Promise<void> {
    let text: string | undefined
    try {
      text = await answerText(
        {
          context: this.#context,
          limits: this.#limits,
          isAbandoned: () => this.#client.readyState !== this.#client.OPEN,
        },
        request,
      )
    } catch (error) {
      text = errorText(internalError(error))
    }
    if (text === undefined || this.#client.readyState !== this.#client.OPEN) return
    this.#client.send(text, () => this.#pump())
  }

  #push(params: { readonly subscription: string; readonly result: unknown }): void {
    if (this.#client.readyState !== this.#client.OPEN || this.#cutOffIfFull()) return
    this.#client.send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params }))
  }

  #cutOffIfFull(): boolean {
    const isFull = this.#client.bufferedAmount > this.#limits.maxBufferedBytes
    if (isFull) this.#client.terminate()
    return isFull
  }
}
