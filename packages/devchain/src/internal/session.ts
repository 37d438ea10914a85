import { EventEmitter } from 'node:events'
import { quantityToHex, type RequestArguments } from '@scaffold-evm/common'
import type { DevchainProvider } from '../devchain.js'
import type { RpcContext, RpcNode } from './rpc/context.js'
import { dispatch } from './rpc/dispatch.js'
import { RpcError, rpcCode } from './rpc/rpc-error.js'
import { Subscriptions } from './rpc/subscriptions.js'

type Listener = (...args: never[]) => void
/** A listener as an emitter calls it: which payload an event has is for the listener to know. */
type EmitterListener = (...args: unknown[]) => void

/** One client of a node in this process, with listeners and subscriptions of its own. */
export class Session implements DevchainProvider {
  readonly context: RpcContext
  readonly #events = new EventEmitter()
  readonly #subscriptions: Subscriptions
  readonly #onClose: (session: Session) => void
  #isClosed = false

  /** `node` announces to all sessions. */
  constructor(node: RpcNode, onClose: (session: Session) => void) {
    // Any number of listeners may share one session.
    this.#events.setMaxListeners(0)
    this.#onClose = onClose
    this.#subscriptions = new Subscriptions(node.chain, (subscription, result) => {
      this.emit('message', { type: 'eth_subscription', data: { subscription, result } })
      // Hardhat's providers tell it under this name as well.
      this.emit('notification', { subscription, result })
    })
    this.context = { ...node, subscriptions: this.#subscriptions }
  }

  async request({ method, params }: RequestArguments): Promise<unknown> {
    if (this.#isClosed) throw new RpcError(rpcCode.disconnected, 'The chain is closed')
    return dispatch(this.context, method, params)
  }

  on(event: string, listener: Listener): this {
    this.#events.on(event, listener as EmitterListener)
    if (event === 'connect') {
      const chainId = quantityToHex(this.context.chain.chainId)
      // Who listens now was not there when the chain connected.
      queueMicrotask(() => (listener as EmitterListener)({ chainId }))
    }
    return this
  }

  removeListener(event: string, listener: Listener): this {
    this.#events.removeListener(event, listener as EmitterListener)
    return this
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#subscriptions.close()
    this.emit('disconnect', { code: rpcCode.disconnected, message: 'The chain was closed' })
    this.#events.removeAllListeners()
    this.#onClose(this)
  }

  /** What a listener throws is its own failure, and must not look like one of the chain's. */
  emit(event: string, payload: unknown): void {
    for (const listener of this.#events.rawListeners(event)) {
      try {
        listener(payload)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
}
