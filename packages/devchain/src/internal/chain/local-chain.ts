import type { ChainParts } from '../persistence/recorder.js'
import type { StateJournal } from '../persistence/state-journal.js'
import type { WorldState } from '../state/types.js'
import type { BlockSelector, BuiltBlock, ChainBlock } from './blocks/chain-block.js'
import type { CallBundle, CallOptions, CallResult } from './calls/call.js'
import type { AccessListResult } from './calls/call-engine.js'
import type { ByteStream, Chain, MempoolContent, ReorgTransaction, SendOptions } from './chain.js'
import type { ForkOptions, KeyedAccount, MiningMode } from './chain-options.js'
import { ChangeQueue } from './change-queue.js'
import type { ChainEvents } from './events.js'
import type { ExecutionMeter } from './execution/execution-meter.js'
import type { InstructionCounter } from './execution/instruction-counter.js'
import type { RemoteChain } from './fork/remote-chain.js'
import type { Keyring } from './keyring.js'
import type { BlockRequest } from './mining/build-block.js'
import { type ChainTime, LocalTime } from './mining/chain-time.js'
import { IntervalTimer } from './mining/interval-timer.js'
import { mineMany } from './mining/mine-many.js'
import { LocalNextBlock, type NextBlock } from './mining/next-block.js'
import { reorg, rollback } from './mining/reorg.js'
import type { WorldAccess } from './mining/world-access.js'
import type { ForkSchedule } from './schedule/fork-schedule.js'
import type { SimulatedBlock, SimulationRequest } from './simulate/types.js'
import type { ChainTracing } from './tracing/chain-tracing.js'
import { LocalTracing } from './tracing/local-tracing.js'
import type { ChainTransaction, MinedTransaction } from './transactions/chain-transaction.js'
import type { TransactionRequest } from './transactions/transaction-request.js'
import { createWorld, type World, type WorldSurroundings } from './world.js'

/** What a chain that is kept in a file was left with. */
export interface KeptChain {
  readonly mode: MiningMode
  readonly fork: ForkOptions | undefined
  readonly journal: StateJournal
}

/** The chain as the JSON-RPC layer sees it: what changes it goes one at a time through a mutex. */
export class LocalChain implements Chain {
  readonly tracing: ChainTracing
  readonly time: ChainTime
  readonly nextBlock: NextBlock
  readonly #surroundings: WorldSurroundings
  readonly #queue: ChangeQueue
  readonly #timer = new IntervalTimer(() => this.#mineQuietly())
  #world: World
  #isAutomine: boolean
  #fork: ForkOptions | undefined

  constructor(surroundings: WorldSurroundings, world: World, kept?: KeptChain) {
    const { mining = {}, fork } = surroundings.options
    const mode = kept?.mode ?? mining
    this.#surroundings = surroundings
    this.#world = world
    this.tracing = new LocalTracing({
      crypto: surroundings.crypto,
      world: () => this.#world,
      site: (options) => this.#site(options),
    })
    const access: WorldAccess = {
      world: () => this.#world,
      change: (action) => this.#change(action),
    }
    this.time = new LocalTime(access)
    this.nextBlock = new LocalNextBlock(access)
    this.#isAutomine = mode.isAutomine ?? true
    this.#fork = kept === undefined ? fork : kept.fork
    this.#queue = new ChangeQueue(kept?.journal, () => this.#parts())
    world.ledger.order = mode.order ?? 'fees'
    this.#timer.set(mode.intervalMs ?? 0)
  }

  get chainId(): bigint {
    return this.#world.ledger.schedule.chainId
  }

  get schedule(): ForkSchedule {
    return this.#world.ledger.schedule
  }

  setChainId(value: bigint): Promise<void> {
    return this.#change(({ ledger }) => {
      ledger.useSchedule(ledger.schedule.withChainId(value))
    })
  }

  get hardfork(): string {
    return this.#world.ledger.rules.hardfork()
  }

  get accounts(): readonly KeyedAccount[] {
    return this.#surroundings.keyring.accounts
  }

  get head(): ChainBlock {
    return this.#world.store.published.head
  }

  on<E extends keyof ChainEvents>(event: E, handler: ChainEvents[E]): () => void {
    return this.#surroundings.events.on(event, handler)
  }

  block(selector: BlockSelector): Promise<ChainBlock | undefined> {
    if (selector !== 'pending') return this.#world.view.block(selector)
    return this.#queue.read(() => this.#world.view.block(selector))
  }

  blockAt(number: bigint): ChainBlock | undefined {
    return this.#world.store.published.at(number)
  }

  lastEmptyBlock(number: bigint): bigint | undefined {
    return this.#world.store.published.lastReserved(number)
  }

  transaction(hash: Uint8Array): MinedTransaction | ChainTransaction | undefined {
    const { store, pool } = this.#world
    const { published } = store
    return published.transaction(hash) ?? pool.get(hash) ?? published.concealed(hash)
  }

  isMined(transaction: MinedTransaction | ChainTransaction): transaction is MinedTransaction {
    return 'receipt' in transaction
  }

  async findTransaction(
    hash: Uint8Array,
  ): Promise<MinedTransaction | ChainTransaction | undefined> {
    return this.transaction(hash) ?? this.#world.remote?.transaction(hash)
  }

  get remote(): RemoteChain | undefined {
    return this.#world.remote
  }

  mempool(): MempoolContent {
    return this.#world.pool.content()
  }

  dropTransaction(hash: Uint8Array): Promise<boolean> {
    return this.#change(({ pool }) => pool.remove(hash))
  }

  dropAllTransactions(): Promise<void> {
    return this.#change(({ pool }) => pool.clear())
  }

  async stateAt(selector: BlockSelector): Promise<WorldState> {
    const { source, snapshot } = await this.#siteOf(selector)
    return source.fork(snapshot)
  }

  pendingNonce(address: Uint8Array): Promise<bigint> {
    return this.#queue.read(() => this.#world.intake.pendingNonce(address))
  }

  mutateState(change: (state: WorldState) => Promise<void>): Promise<void> {
    return this.#change(async ({ ledger }) => {
      try {
        await change(ledger.state)
      } catch (error) {
        ledger.dropState()
        throw error
      }
      await ledger.commitState()
    })
  }

  async call(request: TransactionRequest, options: CallOptions = {}): Promise<CallResult> {
    const { calls } = this.#world
    return calls.call(request, await this.#site(options), options)
  }

  async callMany(
    bundles: readonly CallBundle[],
    options: Omit<CallOptions, 'blockOverrides'> = {},
  ): Promise<readonly (readonly CallResult[])[]> {
    const { calls } = this.#world
    return calls.callMany(bundles, await this.#site(options), options)
  }

  async estimateGas(request: TransactionRequest, options: CallOptions = {}): Promise<bigint> {
    const { calls } = this.#world
    return calls.estimateGas(request, await this.#site(options), options)
  }

  async createAccessList(
    request: TransactionRequest,
    options: CallOptions = {},
  ): Promise<AccessListResult> {
    const { calls } = this.#world
    return calls.createAccessList(request, await this.#site(options), options)
  }

  countInstructions(counter: InstructionCounter | undefined): Promise<void> {
    return this.#queue.change(() => {
      this.#world.ledger.counter = counter
    })
  }

  meterExecutions(meter: ExecutionMeter | undefined): Promise<void> {
    return this.#queue.change(() => {
      this.#world.ledger.meter = meter
    })
  }

  async simulate(request: SimulationRequest): Promise<readonly SimulatedBlock[]> {
    const { simulate } = await import('./simulate/simulate.js')
    const site = await this.#site(request.base === undefined ? {} : { block: request.base })
    return simulate(this.#world, site, request)
  }

  prepareTransaction(request: TransactionRequest): Promise<ChainTransaction> {
    return this.#queue.read(() => this.#world.intake.prepare(request))
  }

  submit(transaction: ChainTransaction, options?: SendOptions): Promise<Uint8Array> {
    return this.#queue.change(() => this.#take(transaction, options))
  }

  send(request: TransactionRequest, options?: SendOptions): Promise<Uint8Array> {
    return this.#queue.change(async () =>
      this.#take(await this.#world.intake.prepare(request), options),
    )
  }

  sendUnsigned(request: TransactionRequest): Promise<Uint8Array> {
    return this.#queue.change(async () => this.#take(await this.#world.intake.impersonate(request)))
  }

  decodeTransaction(raw: Uint8Array): Promise<ChainTransaction> {
    return this.#world.intake.decode(raw)
  }

  async #take(
    transaction: ChainTransaction,
    { beforeSeal }: SendOptions = {},
  ): Promise<Uint8Array> {
    const { intake, remote } = this.#world
    const { hash } = transaction
    // Nobody hears of what is not on the disk yet, or of a block that another host is asked about.
    const isEarly = beforeSeal !== undefined && !this.#queue.isKept && remote === undefined
    await (this.#isAutomine
      ? intake.mine(transaction, isEarly ? () => beforeSeal(hash) : undefined)
      : intake.pool(transaction))
    return hash
  }

  mine(
    options: { count?: bigint; intervalSec?: bigint; timestampSec?: bigint } = {},
  ): Promise<readonly ChainBlock[]> {
    const { count = 1n, intervalSec, timestampSec } = options
    return this.#queue.change(() => {
      const { ledger, clock } = this.#world
      if (timestampSec !== undefined) clock.assertFollows(ledger.head.timestampSec, timestampSec)
      return mineMany(ledger, { count, intervalSec, timestampSec })
    })
  }

  get miningMode(): MiningMode {
    const { order } = this.#world.ledger
    return { isAutomine: this.#isAutomine, intervalMs: this.#timer.intervalMs, order }
  }

  setMiningMode(change: Partial<MiningMode>): Promise<void> {
    return this.#change(({ ledger }) => {
      this.#isAutomine = change.isAutomine ?? this.#isAutomine
      ledger.order = change.order ?? ledger.order
      if (change.intervalMs !== undefined) this.#timer.set(change.intervalMs)
    })
  }

  buildBlock(request: BlockRequest): Promise<BuiltBlock> {
    return this.#queue.read(async () => {
      const { buildBlock } = await import('./mining/build-block.js')
      return buildBlock(this.#world, request)
    })
  }

  importBlocks(blocks: ByteStream): Promise<number> {
    return this.#queue.change(async () => {
      const { importBlocks } = await import('./importing/import-blocks.js')
      const { crypto, options } = this.#surroundings
      const { blockGasLimit } = options
      return importBlocks(blocks, { ...this.#world, crypto, blockGasLimit })
    })
  }

  get keyring(): Keyring {
    return this.#surroundings.keyring
  }

  keyOf(address: Uint8Array): Uint8Array | undefined {
    return this.#surroundings.keyring.account(address)?.privateKey
  }

  addAccount(privateKey: Uint8Array): Promise<void> {
    return this.#queue.change(() => this.#surroundings.keyring.add(privateKey))
  }

  removeAccount(address: Uint8Array): Promise<void> {
    return this.#queue.change(() => this.#surroundings.keyring.remove(address))
  }

  impersonate(address: Uint8Array): Promise<void> {
    return this.#queue.change(() => this.#surroundings.keyring.impersonate(address))
  }

  stopImpersonating(address: Uint8Array): Promise<boolean> {
    return this.#queue.change(() => this.#surroundings.keyring.stopImpersonating(address))
  }

  setAutoImpersonate(enabled: boolean): Promise<void> {
    return this.#queue.change(() => {
      this.#surroundings.keyring.isEverybodyImpersonated = enabled
    })
  }

  isImpersonated(address: Uint8Array): boolean {
    return this.#surroundings.keyring.isImpersonated(address)
  }

  snapshot(): Promise<bigint> {
    return this.#queue.change(() => this.#world.snapshots.take())
  }

  revert(id: bigint): Promise<boolean> {
    return this.#queue.change(async () => {
      const isReverted = await this.#world.snapshots.revert(id)
      if (isReverted) this.#surroundings.events.emit('rewind', this.head)
      return isReverted
    })
  }

  rollback(depth: bigint): Promise<void> {
    return this.#queue.change(() => rollback(this.#world, this.#surroundings.events, depth))
  }

  reorg(depth: bigint, transactions: readonly ReorgTransaction[]): Promise<void> {
    const { events } = this.#surroundings
    return this.#queue.change(() => reorg(this.#world, events, { depth, transactions }))
  }

  reset(fork?: ForkOptions | null): Promise<void> {
    return this.#queue.change(async () => {
      const next = fork === null ? undefined : (fork ?? this.fork)
      const options = { ...this.#surroundings.options, fork: next }
      const world = await createWorld({ ...this.#surroundings, options })
      this.#fork = next
      this.#enter(world)
    })
  }

  loadDump(dump: Uint8Array): Promise<void> {
    return this.#queue.change(async () => {
      const { loadDump } = await import('../persistence/dump/load-dump.js')
      this.#enter(await loadDump(this.#surroundings, this.#world, dump))
    })
  }

  #enter(world: World): void {
    world.ledger.order = this.#world.ledger.order
    if (world.remote !== this.#world.remote) void this.#world.remote?.close()
    this.#world = world
    this.#surroundings.events.emit('rewind', this.head)
  }

  get fork(): ForkOptions | undefined {
    const { remote } = this.#world
    return remote === undefined || this.#fork === undefined
      ? undefined
      : { ...this.#fork, url: remote.url }
  }

  async close(): Promise<void> {
    this.#timer.stop()
    await this.#queue.close()
    await this.#world.remote?.close()
    this.#surroundings.events.clear()
  }

  #parts(): ChainParts {
    const { keyring } = this.#surroundings
    return { world: this.#world, keyring, mode: this.miningMode, fork: this.fork }
  }

  /** Changes something that the block to come depends on. */
  #change<T>(action: (world: World) => T | Promise<T>): Promise<T> {
    return this.#queue.change(async () => {
      const result = await action(this.#world)
      this.#world.ledger.touch()
      return result
    })
  }

  #site({ block = 'latest' }: CallOptions): ReturnType<World['view']['site']> {
    return this.#siteOf(block)
  }

  /** What waits must not change while the pending block is built; other blocks are there. */
  #siteOf(selector: BlockSelector): ReturnType<World['view']['site']> {
    const { view } = this.#world
    if (selector !== 'pending') return view.site(selector)
    return this.#queue.read(() => this.#world.view.site(selector))
  }

  async #mineQuietly(): Promise<void> {
    await this.mine()
  }
}
