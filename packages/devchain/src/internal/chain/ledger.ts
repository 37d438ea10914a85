import { Address } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import type { Crypto } from '../crypto.js'
import { TrieHasher } from '../state/trie-hasher.js'
import type { StateSnapshot, WorldState } from '../state/types.js'
import { BlockBuilder } from './blocks/block-builder.js'
import type { BlockStore, CutBlocks } from './blocks/block-store.js'
import { type BlockTemplate, blockTemplate, nextBlockFees } from './blocks/block-template.js'
import type { ChainBlock } from './blocks/chain-block.js'
import type { BlockTools } from './blocks/list-root.js'
import type { LocalBlock } from './blocks/local-block.js'
import type { MiningMode } from './chain-options.js'
import type { EventHub } from './events.js'
import type { EngineName } from './execution/engine.js'
import type { ExecutionMeter } from './execution/execution-meter.js'
import { type BlockHashSource, createExecutor, type Executor } from './execution/executor.js'
import type { Machine } from './execution/fast/machine.js'
import type { InstructionCounter } from './execution/instruction-counter.js'
import type { ExecutionListeners } from './execution/listeners.js'
import { type ReaderSite, Readers } from './execution/readers.js'
import type { Clock, ClockState, ClockTick } from './mining/clock.js'
import { fillBlock } from './mining/fill-block.js'
import type { HashSequence } from './mining/hash-sequence.js'
import type { Settings } from './mining/settings.js'
import type { Mempool, MempoolState, SenderAccount } from './pool/mempool.js'
import type { Rules } from './rules.js'
import type { ForkSchedule } from './schedule/fork-schedule.js'
import type { ChainTransaction } from './transactions/chain-transaction.js'
import { type BlockFees, maxCostWei } from './transactions/to-execution.js'

/** What a {@link Ledger} begins with. */
export interface LedgerParts {
  readonly schedule: ForkSchedule
  readonly crypto: Crypto
  readonly state: WorldState
  readonly store: BlockStore
  readonly pool: Mempool
  readonly clock: Clock
  readonly events: EventHub
  readonly settings: Settings
  readonly prevRandaos: HashSequence
  readonly beaconRoots: HashSequence
  readonly allowUnlimitedContractSize: boolean
  /** The hash of a block that is not in `store`. */
  readonly remoteBlockHash: (number: bigint) => Promise<Uint8Array>
  readonly listeners: ExecutionListeners
  readonly engine: EngineName
  readonly machine: Machine
}

/** Puts transactions into a block that is being built. */
export type FillBlock = (builder: BlockBuilder) => Promise<unknown>

/** Everything that comes back with a snapshot. */
export interface LedgerSnapshot {
  readonly schedule: ForkSchedule
  readonly headNumber: bigint
  readonly state: StateSnapshot
  readonly pool: MempoolState
  readonly clock: ClockState
  readonly settings: Settings
  readonly prevRandao: Uint8Array
  readonly beaconRoot: Uint8Array
}

/**
 * The mutable heart of a chain: its blocks, the state of its head, what waits, and what is set for the
 * next block. Its methods expect to be called one at a time.
 */
export class Ledger {
  readonly #parts: LedgerParts
  readonly readers: Readers
  readonly tools: BlockTools
  settings: Settings
  order: MiningMode['order'] = 'fees'
  #schedule: ForkSchedule
  #executor: Executor
  #pending: Promise<LocalBlock> | undefined
  #nextFees: BlockFees | undefined
  /** By which those two are. */
  #nextRules: Rules | undefined

  constructor(parts: LedgerParts) {
    this.#parts = parts
    this.settings = parts.settings
    this.#schedule = parts.schedule
    this.tools = { crypto: parts.crypto, hasher: new TrieHasher(parts.crypto) }
    this.readers = new Readers((state, rules) => this.#createExecutor(state, rules))
    this.#executor = this.#createMainExecutor(parts.state, this.rulesOf(this.head))
  }

  get schedule(): ForkSchedule {
    return this.#schedule
  }

  /** The rules of the block that would be mined now. */
  get rules(): Rules {
    return this.#schedule.rulesAfter(this.head, () => this.#tick().timestampSec)
  }

  /** The rules of a block that exists. */
  rulesOf({ header }: ChainBlock): Rules {
    return this.#schedule.rulesOf(header)
  }

  /** Where something runs on the state after `block` by its rules. */
  blockSite<B extends ChainBlock>(block: B): ReaderSite & { readonly block: B } {
    return { block, source: this.state, snapshot: block.state, rules: this.rulesOf(block) }
  }

  get head(): LocalBlock {
    return this.#parts.store.head
  }

  /** The state of the head. Whoever changes it calls `commitState`. */
  get state(): WorldState {
    return this.#executor.state
  }

  /** What is remembered of the block to come no longer holds. */
  touch(): void {
    this.#pending = undefined
    this.#nextFees = undefined
  }

  /** Other rules from the next block on, e.g. another chain id. */
  useSchedule(schedule: ForkSchedule): void {
    this.#schedule = schedule
    this.readers.clear()
    this.touch()
  }

  /**
   * What runs on a state of somebody's own, after blocks that are not the chain's: `blockHash` knows
   * them.
   */
  createGuest(
    state: WorldState,
    rules: Rules,
    blockHash: (number: bigint) => Uint8Array | undefined,
  ): Executor {
    return this.#createExecutor(state, rules, (number) => {
      return blockHash(number) ?? this.#blockHash(number)
    })
  }

  /** What counts the instructions of transactions and calls. */
  set counter(counter: InstructionCounter | undefined) {
    this.#parts.listeners.counter = counter
  }

  /** What watches transactions and calls. */
  set meter(meter: ExecutionMeter | undefined) {
    this.#parts.listeners.meter = meter
  }

  get allowUnlimitedContractSize(): boolean {
    return this.#parts.allowUnlimitedContractSize
  }

  /** The state was changed outside of a block: it becomes that of the head. */
  async commitState(): Promise<void> {
    this.head.state = this.state.seal()
    this.touch()
    await this.refreshPool()
  }

  /** The head's state again, after a change to it failed. */
  dropState(): void {
    this.#executor = this.#createMainExecutor(
      this.#executor.state.fork(this.head.state),
      this.#executor.rules,
    )
  }

  /** Fields of the block that would be mined now. */
  nextTemplate(tick: ClockTick = this.#tick()): BlockTemplate {
    const { prevRandaos, beaconRoots } = this.#parts
    const { settings } = this
    return blockTemplate(
      this.head,
      {
        timestampSec: tick.timestampSec,
        gasLimit: settings.blockGasLimit,
        coinbase: settings.coinbase,
        prevRandao: prevRandaos.next,
        parentBeaconBlockRoot: beaconRoots.next,
        extraData: settings.extraData,
        baseFeePerGas: settings.nextBaseFeePerGas,
      },
      this.#schedule.rulesAfter(this.head, () => tick.timestampSec),
    )
  }

  /** Fees of the block that would be mined now. */
  get nextFees(): BlockFees {
    this.#touchIfForked()
    this.#nextFees ??= nextBlockFees(this.head.header, this.settings, this.rules)
    return this.#nextFees
  }

  /** Mines what waits and fits, or what `fill` takes. `exactSec` is the block's time. */
  async mineBlock(exactSec?: bigint, fill?: FillBlock): Promise<LocalBlock> {
    const block = await this.mineQuietly(exactSec, fill)
    this.#parts.events.emit('block', block)
    return block
  }

  /** Mines without telling anybody. */
  async mineQuietly(exactSec?: bigint, fill?: FillBlock): Promise<LocalBlock> {
    const { store, clock, prevRandaos, beaconRoots, pool } = this.#parts
    const tick = this.#tick(exactSec)
    const template = this.nextTemplate(tick)
    const block = await this.#onHead(() =>
      this.#build(this.#executorFor(template.rules), template, fill),
    )
    store.push(block)
    clock.advance(tick)
    prevRandaos.take()
    beaconRoots.take()
    this.settings = {
      ...this.settings,
      blockGasLimit: template.gasLimit,
      nextBaseFeePerGas: undefined,
    }
    this.touch()
    if (pool.size > 0) await this.refreshPool()
    return block
  }

  /** Makes a block of `template` the head, unless it does not pass the check. */
  async appendBlock(
    template: BlockTemplate,
    { fill, check }: { readonly fill: FillBlock; check(block: LocalBlock): void },
  ): Promise<LocalBlock> {
    const { store, events } = this.#parts
    const block = await this.#onHead(async () => {
      const built = await this.#build(this.#executorFor(template.rules), template, fill)
      check(built)
      return built
    })
    store.push(block)
    this.touch()
    await this.refreshPool()
    events.emit('block', block)
    return block
  }

  /** Time alone can bring other rules. */
  #touchIfForked(): void {
    const { rules } = this
    if (rules === this.#nextRules) return
    this.touch()
    this.#nextRules = rules
  }

  /** Whether so many blocks would all follow the rules of the head. */
  isForkFree(count: bigint, intervalSec: bigint): boolean {
    const { head } = this
    const { number, totalDifficulty, timestampSec, header } = head
    const last = {
      number: number + count - 1n,
      totalDifficulty: totalDifficulty + (count - 1n) * header.difficulty,
    }
    const lastSec = timestampSec + count * intervalSec
    return this.#schedule.rulesAfter(last, () => lastSec) === this.rulesOf(head)
  }

  /** Adds blocks without content, in O(1). The clock moves with them. */
  reserveBlocks(count: bigint, intervalSec: bigint): void {
    const { store, clock, crypto } = this.#parts
    store.reserve({ count, intervalSec, rules: this.rulesOf(this.head), crypto })
    clock.set(this.head.timestampSec)
    this.touch()
  }

  /** Whether something waits that a block could take now. */
  get hasExecutable(): boolean {
    return this.#parts.pool.executable().some((transactions) => transactions.length > 0)
  }

  /** The block that would be mined now, built once until something changes. */
  pendingBlock(): Promise<LocalBlock> {
    this.#touchIfForked()
    if (this.#pending !== undefined) return this.#pending
    const pending = this.buildAside(this.head, this.nextTemplate())
    this.#pending = pending
    pending.catch(() => {
      if (this.#pending === pending) this.touch()
    })
    return pending
  }

  /** Builds a block after `parent` that nobody keeps, of what waits or of what `fill` takes. */
  buildAside(parent: LocalBlock, template: BlockTemplate, fill?: FillBlock): Promise<LocalBlock> {
    const site = { ...this.blockSite(parent), rules: template.rules }
    return this.readers.useSealing(site, (executor) => this.#build(executor, template, fill))
  }

  /** Drops from the pool what the head's state no longer allows. */
  async refreshPool(): Promise<void> {
    const { pool } = this.#parts
    if (pool.size === 0) return
    await pool.refresh(
      (sender) => this.account(hexToBytes(sender)),
      (transaction, account) => this.#isPayable(transaction, account),
    )
  }

  /** The prevRandao of the next block; those after it are made of it. */
  set nextPrevRandao(value: Uint8Array) {
    this.#parts.prevRandaos.next = value
    this.touch()
  }

  changeSettings(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change }
    this.touch()
  }

  async account(address: Uint8Array): Promise<SenderAccount> {
    const known = this.state.overlay.account(address)
    if (known !== undefined) {
      return { nonce: known.data?.nonce ?? 0n, balance: known.data?.balanceWei ?? 0n }
    }
    const account = await this.state.getAccount(new Address(address))
    return { nonce: account?.nonce ?? 0n, balance: account?.balance ?? 0n }
  }

  capture(): LedgerSnapshot {
    const { pool, clock, prevRandaos, beaconRoots } = this.#parts
    return {
      schedule: this.#schedule,
      headNumber: this.head.number,
      state: this.head.state,
      pool: pool.capture(),
      clock: clock.capture(),
      settings: this.settings,
      prevRandao: prevRandaos.next,
      beaconRoot: beaconRoots.next,
    }
  }

  /** Takes off the blocks after `number`. State, clock and what waits follow; settings stay. */
  async rewind(number: bigint): Promise<CutBlocks> {
    const { store, clock } = this.#parts
    const cut = store.cut(number)
    this.state.restore(this.head.state)
    clock.rewind(this.head.timestampSec)
    this.touch()
    await this.refreshPool()
    return cut
  }

  /** Goes back to `snapshot`, whose chain is that of now up to a block, and from there `blocks`. */
  async restore(snapshot: LedgerSnapshot, commonNumber: bigint, blocks: CutBlocks): Promise<void> {
    const { store, pool, clock, prevRandaos, beaconRoots } = this.#parts
    store.cut(commonNumber)
    store.append(blocks)
    this.head.state = snapshot.state
    this.state.restore(snapshot.state)
    if (snapshot.schedule !== this.#schedule) this.useSchedule(snapshot.schedule)
    clock.restore(snapshot.clock)
    this.settings = snapshot.settings
    prevRandaos.next = snapshot.prevRandao
    beaconRoots.next = snapshot.beaconRoot
    pool.restore(snapshot.pool)
    this.touch()
    await this.refreshPool()
  }

  #tick(exactSec?: bigint): ClockTick {
    return this.#parts.clock.peek(this.head.timestampSec, exactSec)
  }

  async #onHead(build: () => Promise<LocalBlock>): Promise<LocalBlock> {
    try {
      return await build()
    } catch (error) {
      this.dropState()
      throw error
    }
  }

  async #build(
    executor: Executor,
    template: BlockTemplate,
    fill: FillBlock = (builder) => this.#fill(builder),
  ): Promise<LocalBlock> {
    const builder = new BlockBuilder(executor, template, this.tools)
    await builder.open()
    await fill(builder)
    return builder.finish()
  }

  #fill(builder: BlockBuilder): Promise<void> {
    const { minGasPrice } = this.settings
    return fillBlock(builder, this.#parts.pool, {
      rules: builder.template.rules,
      order: this.order,
      minGasPrice,
    })
  }

  #isPayable({ tx }: ChainTransaction, { balance }: SenderAccount): boolean {
    return tx.gasLimit <= this.settings.blockGasLimit && maxCostWei(tx, this.rules) <= balance
  }

  #executorFor(rules: Rules): Executor {
    if (this.#executor.rules !== rules) {
      this.#executor = this.#createMainExecutor(this.#executor.state, rules)
    }
    return this.#executor
  }

  #createMainExecutor(state: WorldState, rules: Rules): Executor {
    const executor = this.#createExecutor(state, rules)
    executor.engine.listeners = this.#parts.listeners
    return executor
  }

  #createExecutor(
    state: WorldState,
    rules: Rules,
    blockHash: BlockHashSource = (number) => this.#blockHash(number),
  ): Executor {
    const { allowUnlimitedContractSize, crypto, engine, machine } = this.#parts
    return createExecutor({
      rules,
      state,
      blockHash,
      allowUnlimitedContractSize,
      crypto,
      engine,
      machine,
    })
  }

  #blockHash(number: bigint): Uint8Array | Promise<Uint8Array> {
    const block: ChainBlock | undefined = this.#parts.store.at(number)
    return block === undefined ? this.#parts.remoteBlockHash(number) : block.hash
  }
}
