import {
  bytesToHex,
  type Hex,
  hexToBytes,
  quantityToHex,
  type RequestArguments,
} from '@scaffold-evm/common'
import type { MeteringListener } from '../call-metering.js'
import type {
  Devchain,
  DevchainAccount,
  DevchainProvider,
  DevchainReorgTransaction,
} from '../devchain.js'
import { unknownSnapshotError } from '../errors/devchain.js'
import { transactionNotFoundError } from '../errors/transaction.js'
import type { ExecutionListener } from '../execution-watch.js'
import type { InstructionCounting } from '../instruction-counting.js'
import type { DevchainServer, ListenOptions } from '../listen-options.js'
import type {
  ExecutionRecording,
  RecordExecution,
  RecordingListener,
  RecordOptions,
} from '../recording.js'
import { CallMeter } from './chain/execution/call-meter.js'
import { InstructionCounter } from './chain/execution/instruction-counter.js'
import { RecordingMeter } from './chain/recording/recording-meter.js'
import type { RpcNode } from './rpc/context.js'
import { dispatch } from './rpc/dispatch.js'
import { recorderOfCall } from './rpc/methods/eth-call.js'
import { RpcError, rpcCode } from './rpc/rpc-error.js'
import { Session } from './session.js'

/** A node that is talked to in this process. */
export class InProcessDevchain implements Devchain {
  readonly #node: RpcNode
  /** The client that this object is itself. */
  readonly #own: Session
  readonly #sessions = new Set<Session>()
  readonly #servers = new Set<DevchainServer>()
  #closing: Promise<void> | undefined

  constructor(node: RpcNode) {
    this.#node = { ...node, announce: (event, payload) => this.#announce(event, payload) }
    this.#own = this.#createSession()
  }

  get accounts(): readonly DevchainAccount[] {
    return this.#node.chain.accounts.map(({ address, privateKey }) => ({
      address: bytesToHex(address),
      privateKey: bytesToHex(privateKey),
    }))
  }

  get chainId(): bigint {
    return this.#node.chain.chainId
  }

  get hardfork(): string {
    return this.#node.chain.hardfork
  }

  async request({ method, params }: RequestArguments): Promise<unknown> {
    this.#assertOpen()
    return dispatch(this.#own.context, method, params)
  }

  on(event: string, listener: (...args: never[]) => void): this {
    this.#own.on(event, listener)
    return this
  }

  removeListener(event: string, listener: (...args: never[]) => void): this {
    this.#own.removeListener(event, listener)
    return this
  }

  connect(): DevchainProvider {
    this.#assertOpen()
    return this.#createSession()
  }

  async snapshot(): Promise<Hex> {
    return quantityToHex(await this.#node.chain.snapshot())
  }

  async revert(snapshotId: Hex): Promise<void> {
    const isKnown = await this.request({ method: 'evm_revert', params: [snapshotId] })
    if (isKnown !== true) throw unknownSnapshotError(snapshotId)
  }

  async mine(count: bigint | number = 1n, intervalSec: bigint | number = 1n): Promise<void> {
    await this.#call('hardhat_mine', quantityToHex(count), quantityToHex(intervalSec))
  }

  async rollback(depth: bigint | number = 1n): Promise<void> {
    await this.#call('anvil_rollback', quantityToHex(depth))
  }

  async reorg(
    depth: bigint | number,
    transactions: readonly DevchainReorgTransaction[] = [],
  ): Promise<void> {
    const pairs = transactions.map(({ transaction, blockOffset }) => [transaction, blockOffset])
    await this.#call('anvil_reorg', quantityToHex(depth), pairs)
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
    return this.#node.chain.importBlocks(blocks)
  }

  async *exportChain(): AsyncGenerator<Uint8Array> {
    this.#assertOpen()
    const { exportBlocks } = await import('./exporting/export-blocks.js')
    yield* exportBlocks(this.#node.chain, this.#node.crypto)
  }

  async exportGenesis(): Promise<string> {
    this.#assertOpen()
    const { formatGenesis } = await import('./genesis-file/format-genesis.js')
    return formatGenesis(this.#node.chain)
  }

  async recordTransaction(hash: Hex, options?: RecordOptions): Promise<ExecutionRecording> {
    this.#assertOpen()
    const bytes = hexToBytes(hash)
    const record = await this.#node.chain.tracing.findRecorder(bytes)
    if (record === undefined) throw transactionNotFoundError(bytes)
    return record(options)
  }

  findRecorder(hash: Hex): Promise<RecordExecution | undefined> {
    this.#assertOpen()
    return this.#node.chain.tracing.findRecorder(hexToBytes(hash))
  }

  callRecorder(params: unknown): RecordExecution {
    this.#assertOpen()
    return recorderOfCall(this.#own.context, params)
  }

  async startCounting(): Promise<InstructionCounting> {
    this.#assertOpen()
    const { chain } = this.#node
    let counter = new InstructionCounter()
    await chain.countInstructions(counter)
    return {
      async take() {
        const { codes } = counter
        counter = new InstructionCounter()
        await chain.countInstructions(counter)
        return codes
      },
      stop: () => chain.countInstructions(undefined),
    }
  }

  watchExecutions(listener: ExecutionListener): () => void {
    this.#assertOpen()
    return this.#node.executions.add(listener)
  }

  async startMetering(listener: MeteringListener): Promise<() => Promise<void>> {
    this.#assertOpen()
    const { chain } = this.#node
    await chain.meterExecutions(new CallMeter(listener))
    return () => chain.meterExecutions(undefined)
  }

  async startRecording(listener: RecordingListener): Promise<() => Promise<void>> {
    this.#assertOpen()
    const { chain } = this.#node
    await chain.meterExecutions(new RecordingMeter(listener))
    return () => chain.meterExecutions(undefined)
  }

  async reset(): Promise<void> {
    await this.#call('anvil_reset')
  }

  async listen(options: ListenOptions = {}): Promise<DevchainServer> {
    // Most chains never listen, and need not load the server.
    const { listen } = await import('./server/listen.js')
    const server = await listen(this.#node, options)
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
    this.#node.filters.close()
    this.#node.passphrases.close()
    await this.#node.chain.close()
    for (const session of [...this.#sessions]) session.close()
  }

  #createSession(): Session {
    const session = new Session(this.#node, (closed) => this.#sessions.delete(closed))
    this.#sessions.add(session)
    return session
  }

  #announce(event: 'chainChanged', payload: string): void {
    for (const session of this.#sessions) session.emit(event, payload)
  }

  async #call(method: string, ...params: unknown[]): Promise<unknown> {
    return await this.request({ method, params })
  }
}
