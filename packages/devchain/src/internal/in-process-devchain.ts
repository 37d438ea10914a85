import { EventEmitter } from 'node:events'
import { bytesToHex, type Hex, quantityToHex, type RequestArguments } from '@scaffold-evm/common'
import type { Devchain, DevchainAccount } from '../devchain.js'
import { unknownSnapshotError } from '../errors.js'
import type { RpcContext, RpcNode } from './rpc/context.js'
import { dispatch } from './rpc/dispatch.js'
import { RpcError, rpcCode } from './rpc/rpc-error.js'
import { Subscriptions } from './rpc/subscriptions.js'
import type { DevchainServer, ListenOptions } from './server/listen.js'

type Listener = (...args: never[]) => void
/** A listener as an emitter calls it: which payload an event has is for the listener to know. */
type EmitterListener = (...args: unknown[]) => void

/** A node that is talked to in this process. */
export class InProcessDevchain implements Devchain {
  readonly #context: RpcContext
  readonly #events = new EventEmitter()
  readonly #servers = new Set<DevchainServer>()
  #closing: Promise<void> | undefined

  constructor(node: RpcNode) {
    // Any number of clients may share one chain.
    this.#events.setMaxListeners(0)
    const subscriptions = new Subscriptions(node.chain, (subscription, result) => {
      this.#emit('message', { type: 'eth_subscription', data: { subscription, result } })
      // Hardhat's providers tell it under this name as well.
      this.#emit('notification', { subscription, result })
    })
    this.#context = {
      ...node,
      subscriptions,
      announce: (event, payload) => this.#emit(event, payload),
    }
  }

  get accounts(): readonly DevchainAccount[] {
    return this.#context.chain.accounts.map(({ address, privateKey }) => ({
      address: bytesToHex(address),
      privateKey: bytesToHex(privateKey),
    }))
  }

  get chainId(): bigint {
    return this.#context.chain.chainId
  }

  get hardfork(): string {
    return this.#context.chain.hardfork
  }

  async request({ method, params }: RequestArguments): Promise<unknown> {
    this.#assertOpen()
    return dispatch(this.#context, method, params)
  }

  on(event: string, listener: Listener): this {
    this.#events.on(event, listener as EmitterListener)
    if (event === 'connect') {
      const chainId = quantityToHex(this.chainId)
      // Who listens now was not there when the chain connected.
      queueMicrotask(() => (listener as EmitterListener)({ chainId }))
    }
    return this
  }

  removeListener(event: string, listener: Listener): this {
    this.#events.removeListener(event, listener as EmitterListener)
    return this
  }

  async snapshot(): Promise<Hex> {
    return quantityToHex(await this.#context.chain.snapshot())
  }

  async revert(snapshotId: Hex): Promise<void> {
    const isKnown = await this.request({ method: 'evm_revert', params: [snapshotId] })
    if (isKnown !== true) throw unknownSnapshotError(snapshotId)
  }

  async mine(count: bigint | number = 1n, intervalSec: bigint | number = 1n): Promise<void> {
    await this.#call('hardhat_mine', quantityToHex(count), quantityToHex(intervalSec))
  }

  async increaseTime(seconds: bigint | number): Promise<void> {
    await this.#call('evm_increaseTime', quantityToHex(seconds))
  }

  async setNextBlockTimestamp(timestampSec: bigint | number): Promise<void> {
    await this.#call('evm_setNextBlockTimestamp', quantityToHex(timestampSec))
  }

  async impersonate(address: Hex): Promise<void> {
    await this.#call('hardhat_impersonateAccount', address)
  }

  async stopImpersonating(address: Hex): Promise<void> {
    await this.#call('hardhat_stopImpersonatingAccount', address)
  }

  async setBalance(address: Hex, balanceWei: bigint): Promise<void> {
    await this.#call('hardhat_setBalance', address, quantityToHex(balanceWei))
  }

  async setNonce(address: Hex, nonce: bigint | number): Promise<void> {
    await this.#call('anvil_setNonce', address, quantityToHex(nonce))
  }

  async setCode(address: Hex, code: Hex): Promise<void> {
    await this.#call('hardhat_setCode', address, code)
  }

  async setStorageAt(address: Hex, slot: bigint | Hex, value: Hex): Promise<void> {
    const key = typeof slot === 'bigint' ? quantityToHex(slot) : slot
    await this.#call('hardhat_setStorageAt', address, key, value)
  }

  async importChain(blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number> {
    this.#assertOpen()
    return this.#context.chain.importBlocks(blocks)
  }

  async *exportChain(): AsyncGenerator<Uint8Array> {
    this.#assertOpen()
    const { exportBlocks } = await import('./exporting/export-blocks.js')
    yield* exportBlocks(this.#context.chain, this.#context.crypto)
  }

  async exportGenesis(): Promise<string> {
    this.#assertOpen()
    const { formatGenesis } = await import('./genesis-file/format-genesis.js')
    return formatGenesis(this.#context.chain)
  }

  async reset(): Promise<void> {
    await this.#call('anvil_reset')
  }

  async listen(options: ListenOptions = {}): Promise<DevchainServer> {
    // Most chains never listen, and need not load the server.
    const { listen } = await import('./server/listen.js')
    const server = await listen(this.#context, options)
    this.#servers.add(server)
    return server
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown()
    return this.#closing
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) {
      throw new RpcError(rpcCode.disconnected, 'The chain is closed')
    }
  }

  async #shutDown(): Promise<void> {
    // What servers are asked is still answered.
    await Promise.all([...this.#servers].map((server) => server.close()))
    this.#context.subscriptions?.close()
    this.#context.filters.close()
    await this.#context.chain.close()
    this.#emit('disconnect', { code: rpcCode.disconnected, message: 'The chain was closed' })
    this.#events.removeAllListeners()
  }

  async #call(method: string, ...params: unknown[]): Promise<unknown> {
    return await this.request({ method, params })
  }

  /** What a listener throws is its own failure, and must not look like one of the chain's. */
  #emit(event: string, payload: unknown): void {
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
