import { transactionNotFoundError } from '../../../errors/transaction.js'
import type { RecordExecution } from '../../../recording.js'
import type { Crypto } from '../../crypto.js'
import type { WorldState } from '../../state/types.js'
import type { CallOptions, CallResult } from '../calls/call.js'
import type { CallSite } from '../calls/call-engine.js'
import type { ReaderSite } from '../execution/readers.js'
import type { MinedPlace } from '../recording/record-mined.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'
import type { World } from '../world.js'
import type { ChainTracing } from './chain-tracing.js'
import { onStateBefore, type ReplayOptions, replayBlock, runTransactions } from './replay.js'
import { type TraceCallSite, traceCall, traceCalls } from './trace-calls.js'
import type {
  ObservedCall,
  ObserverOf,
  ReplayedBlock,
  TraceCallOptions,
  TraceObserver,
} from './trace-observer.js'

/** The chain that is traced. */
export interface TracedChain {
  readonly crypto: Crypto
  /** What it is made of now: a reset replaces that. */
  world(): World
  site(options: CallOptions): Promise<CallSite>
}

/** Runs again what ran on a chain of this process. */
export class LocalTracing implements ChainTracing {
  readonly #chain: TracedChain

  constructor(chain: TracedChain) {
    this.#chain = chain
  }

  async transaction(hash: Uint8Array, observer: TraceObserver): Promise<CallResult> {
    const mined = this.#chain.world().store.transaction(hash)
    if (mined === undefined) throw transactionNotFoundError(hash)
    const [result] = await this.#replay(mined.block, {
      observerOf: (_transaction, index) => (index === mined.index ? observer : undefined),
      count: mined.index + 1,
    })
    if (result === undefined) throw transactionNotFoundError(hash)
    return result
  }

  recorderOfTransaction(hash: Uint8Array): RecordExecution | undefined {
    const world = this.#chain.world()
    const mined = world.store.transaction(hash)
    const parent = mined && world.store.at(mined.block.number - 1n)
    if (mined === undefined || parent === undefined) return undefined
    const { ledger } = world
    const rules = ledger.schedule.rulesOf(mined.block.header)
    return this.#recorderAt(world, mined, { ...ledger.blockSite(parent), rules })
  }

  async findRecorder(hash: Uint8Array): Promise<RecordExecution | undefined> {
    const local = this.recorderOfTransaction(hash)
    if (local !== undefined) return local
    const world = this.#chain.world()
    const mined = await world.remote?.transaction(hash)
    const { block } = mined ?? {}
    const [own, before] = await Promise.all([
      block && world.remote?.block(block.number),
      block && world.remote?.block(block.number - 1n),
    ])
    if (mined === undefined || own === undefined || before === undefined) return undefined
    const rules = own.rules ?? world.ledger.rules
    const site = { source: before.world, snapshot: before.state, rules }
    return this.#recorderAt(world, { ...mined, block: own }, site)
  }

  #recorderAt(
    { ledger: { readers } }: World,
    transaction: MinedPlace['transaction'],
    site: ReaderSite,
  ): RecordExecution {
    const { crypto } = this.#chain
    return async (options = {}) => {
      const { recordMined } = await import('../recording/record-mined.js')
      return recordMined(readers, { transaction, site, crypto }, options)
    }
  }

  recorderOfCall(request: TransactionRequest, callOptions: CallOptions = {}): RecordExecution {
    const world = this.#chain.world()
    const { crypto } = this.#chain
    const found = this.#chain.site(callOptions)
    // Who never records need not know that there is no such block.
    found.catch(() => undefined)
    return async (options = {}) => {
      const { recordCall } = await import('../recording/record-call.js')
      const place = { world, crypto, site: await found, options: callOptions }
      return recordCall(place, request, options)
    }
  }

  block(block: ReplayedBlock, observerOf: ObserverOf): Promise<readonly CallResult[]> {
    return this.#replay(block, { observerOf })
  }

  async call(
    request: TransactionRequest,
    observer: TraceObserver,
    options: TraceCallOptions = {},
  ): Promise<CallResult> {
    return traceCall(await this.#callSite(options), { request, observer })
  }

  async calls(
    calls: readonly ObservedCall[],
    options: TraceCallOptions = {},
  ): Promise<readonly CallResult[]> {
    return traceCalls(await this.#callSite(options), calls)
  }

  async decodeBlock(encoded: Uint8Array): Promise<ReplayedBlock> {
    const { decodeForeignBlock } = await import('./foreign-block.js')
    return decodeForeignBlock(encoded, this.#chain.world(), this.#chain.crypto)
  }

  stateBefore<T>(
    block: ReplayedBlock,
    transactionIndex: number,
    read: (state: WorldState) => Promise<T>,
  ): Promise<T> {
    const { crypto } = this.#chain
    return onStateBefore(this.#chain.world(), block, async (executor) => {
      const observerOf = (): undefined => undefined
      await runTransactions(executor, block, { crypto, observerOf, count: transactionIndex })
      return read(executor.state)
    })
  }

  #replay(block: ReplayedBlock, options: Omit<ReplayOptions, 'crypto'>): Promise<CallResult[]> {
    const { crypto } = this.#chain
    return replayBlock(this.#chain.world(), block, { crypto, ...options })
  }

  async #callSite(options: TraceCallOptions): Promise<TraceCallSite> {
    const { crypto } = this.#chain
    return { world: this.#chain.world(), crypto, site: await this.#chain.site(options), options }
  }
}
