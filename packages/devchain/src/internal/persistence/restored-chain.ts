import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { malformedRecordError, stateMismatchError } from '../../errors/state-file.js'
import { isSameBytes } from '../bytes.js'
import { BlockStore, type CutBlocks } from '../chain/blocks/block-store.js'
import type { LocalBlock } from '../chain/blocks/local-block.js'
import { createReservedBlocks, type ReservedBlocks } from '../chain/blocks/reserved-blocks.js'
import type { MiningMode } from '../chain/chain-options.js'
import type { SavedKeys } from '../chain/keyring.js'
import type { LedgerSnapshot } from '../chain/ledger.js'
import type { MempoolState, PooledTransaction } from '../chain/pool/mempool.js'
import type { ForkSchedule } from '../chain/schedule/fork-schedule.js'
import type { TakenSnapshot } from '../chain/snapshots.js'
import type { Crypto } from '../crypto.js'
import type { Code } from '../state/code-store.js'
import type { StateSnapshot, WorldState } from '../state/types.js'
import { type BlockContext, localBlock, readBlock } from './codec/block-codec.js'
import { ItemReader } from './codec/item-reader.js'
import {
  type NextBlock,
  readNext,
  readSettings,
  readSnapshot,
  type SavedSettings,
} from './codec/snapshot-codec.js'
import { readStateChanges } from './codec/state-codec.js'
import { readTransaction } from './codec/transaction-codec.js'
import { operation } from './operation.js'
import { type OriginText, readOrigin } from './origin.js'
import type { WrittenBlock } from './recorder.js'

/** What reading a file needs of its surroundings. */
export interface RestoreContext {
  readonly crypto: Crypto
  /** The schedule that a text describes; the same object each time. */
  schedule(text: string): Promise<ForkSchedule>
  /** Where a chain begins: an empty state, or a fork's first block over the remote state. */
  begin(origin: OriginText): Promise<RestoredOrigin>
}

/** An empty state; on a fork with the first block. */
export interface RestoredOrigin {
  readonly state: WorldState
  readonly first: LocalBlock | undefined
}

/**
 * A chain in the making: each operation of a file is applied in turn. Every state that is made is
 * compared with the root that was written beside it.
 */
export class RestoredChain {
  readonly #context: RestoreContext
  origin: OriginText | undefined
  state: WorldState | undefined
  store: BlockStore | undefined
  blocks: WrittenBlock[] = []
  readonly codes: Set<Code> = new Set()
  keys: SavedKeys = { added: [], impersonated: [], isEverybodyImpersonated: false }
  snapshots: readonly TakenSnapshot[] = []
  nextSnapshotId = 1n
  mode: Partial<MiningMode> = {}
  #schedule: ForkSchedule | undefined
  /** The current one with a chain id that it does not have. */
  #other: { readonly of: ForkSchedule; readonly schedule: ForkSchedule } | undefined
  #pool = new Map<Hex, PooledTransaction>()
  #next: NextBlock | undefined
  #sequences: readonly [Uint8Array, Uint8Array] | undefined
  #settings: SavedSettings['settings'] | undefined

  constructor(context: RestoreContext) {
    this.#context = context
  }

  /** Applies all operations of a frame. */
  async apply(payload: Uint8Array): Promise<void> {
    const operations = new ItemReader(payload)
    while (!operations.isDone) {
      const start = operations.position
      const reader = operations.list()
      const kind = reader.number()
      if (kind === operation.begin) await this.#begin(reader)
      else if (kind === operation.schedule) {
        this.#schedule = await this.#context.schedule(reader.text())
      } else this.#perform(kind, reader, operations.position - start)
    }
  }

  /** What the ledger is to be brought to; undefined when no chain was in the file. */
  present(): LedgerSnapshot | undefined {
    const head = this.store?.head
    if (head === undefined || this.#next === undefined) return undefined
    if (this.#sequences === undefined || this.#settings === undefined) return undefined
    const [prevRandao, beaconRoot] = this.#sequences
    const { clock, nextBaseFeePerGas } = this.#next
    return {
      schedule: this.#currentSchedule(),
      headNumber: head.number,
      state: head.state,
      pool: this.#poolState(),
      // The wall clock is added by whoever has it.
      clock: { ...clock, nowSec: 0n },
      settings: { ...this.#settings, nextBaseFeePerGas },
      prevRandao,
      beaconRoot,
    }
  }

  #perform(kind: number, reader: ItemReader, sizeBytes: number): void {
    if (kind === operation.block) this.#addBlock(reader, sizeBytes)
    else if (kind === operation.next) this.#next = readNext(reader)
    else if (kind === operation.pool) this.#changePool(reader)
    else if (kind === operation.state) this.#changeState(reader)
    else if (kind === operation.sequences) this.#sequences = [reader.bytes(), reader.bytes()]
    else if (kind === operation.settings) this.#changeSettings(reader)
    else if (kind === operation.reserve) this.#reserve(reader, sizeBytes)
    else if (kind === operation.truncate) this.#truncate(reader.quantity())
    else if (kind === operation.keys) this.#changeKeys(reader)
    else if (kind === operation.snapshot) this.#takeSnapshot(reader)
    else if (kind === operation.forget) this.#forget(reader)
    else throw malformedRecordError('a known operation', kind)
  }

  async #begin(reader: ItemReader): Promise<void> {
    const origin = readOrigin(reader.text())
    const { state, first } = await this.#context.begin(origin)
    this.origin = origin
    this.state = state
    this.store = first === undefined ? undefined : new BlockStore(first)
    this.blocks = first === undefined ? [] : [{ block: first, state: first.state, sizeBytes: 0 }]
    this.codes.clear()
    this.#pool.clear()
    this.snapshots = []
    this.nextSnapshotId = 1n
    this.#sequences = undefined
  }

  #addBlock(reader: ItemReader, sizeBytes: number): void {
    const content = readBlock(reader, this.#blockContext())
    const before = this.blocks.at(-1)
    const state = this.#readState(reader, before?.state)
    const block = localBlock(content, state, before?.block.totalDifficulty)
    if (this.store === undefined) this.store = new BlockStore(block)
    else this.store.push(block)
    this.blocks.push({ block, state, sizeBytes })
    if (this.#sequences !== undefined) {
      const [prevRandao, beaconRoot] = this.#sequences
      const { keccak256 } = this.#context.crypto
      this.#sequences = [keccak256(prevRandao), keccak256(beaconRoot)]
    }
  }

  #reserve(reader: ItemReader, sizeBytes: number): void {
    const store = this.#currentStore()
    store.append([this.#readRun(reader, store.head)])
    this.blocks.push({ block: store.head, state: store.head.state, sizeBytes })
  }

  #truncate(number: bigint): void {
    this.#currentStore().cut(number)
    while ((this.blocks.at(-1)?.block.number ?? 0n) > number) this.blocks.pop()
  }

  #changeState(reader: ItemReader): void {
    const last = this.blocks.at(-1)
    if (last === undefined) throw malformedRecordError('a block before a state', 0)
    last.state = this.#readState(reader, last.state)
    last.block.state = last.state
  }

  #readState(reader: ItemReader, before: StateSnapshot | undefined): StateSnapshot {
    const { state } = this
    if (state === undefined) throw malformedRecordError('a beginning before a state', 0)
    const root = reader.bytes()
    if (reader.isDone) return state.missing(root)
    const changes = readStateChanges(reader, state.codes, this.codes)
    const changed = state.changed(before, changes)
    if (!isSameBytes(changed.root, root)) throw stateMismatchError(root, changed.root)
    return changed
  }

  #changePool(reader: ItemReader): void {
    for (const hash of reader.byteStrings()) this.#pool.delete(bytesToHex(hash))
    const { header } = this.#currentStore().head
    const context = {
      rules: (chainId: bigint) => this.#withChainId(chainId).rulesOf(header),
    }
    for (const pooled of reader.lists((item) => ({
      transaction: readTransaction(item, context),
      arrival: item.number(),
    }))) {
      this.#pool.set(bytesToHex(pooled.transaction.hash), pooled)
    }
  }

  #poolState(): MempoolState {
    const bySender = new Map<Hex, PooledTransaction[]>()
    for (const pooled of this.#pool.values()) {
      const sender = bytesToHex(pooled.transaction.sender)
      const list = bySender.get(sender)
      if (list === undefined) bySender.set(sender, [pooled])
      else list.push(pooled)
    }
    for (const list of bySender.values()) {
      list.sort((a, b) => (a.transaction.tx.nonce < b.transaction.tx.nonce ? -1 : 1))
    }
    return { bySender }
  }

  #changeSettings(reader: ItemReader): void {
    const { settings, mode } = readSettings(reader.text())
    this.#settings = settings
    this.mode = mode
  }

  #changeKeys(reader: ItemReader): void {
    this.keys = {
      added: reader.byteStrings(),
      impersonated: reader.byteStrings(),
      isEverybodyImpersonated: reader.number() === 1,
    }
  }

  #takeSnapshot(reader: ItemReader): void {
    const { id, commonNumber, snapshot } = readSnapshot(reader)
    const common = this.#currentStore().at(commonNumber)
    if (common === undefined) throw malformedRecordError('the block of a snapshot', 0)
    const before = this.blocks.findLast(({ block }) => block.number <= commonNumber)
    const { blocks, state: last } = this.#readCutBlocks(reader.list(), common, before?.state)
    const state = this.#readState(reader.list(), last)
    const [schedule, pool] = [this.#currentSchedule(), this.#poolState()]
    const taken = { id, commonNumber, blocks, snapshot: { ...snapshot, schedule, state, pool } }
    this.snapshots = [...this.snapshots, taken].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** Blocks that only a snapshot still has. */
  #readCutBlocks(
    reader: ItemReader,
    common: LocalBlock,
    stateBefore: StateSnapshot | undefined,
  ): { blocks: CutBlocks; state: StateSnapshot | undefined } {
    let [previous, state] = [common, stateBefore]
    const blocks = reader.rest((items) => {
      const item = items.list()
      if (!item.startsWithList) {
        const run = this.#readRun(item, previous)
        previous = run.at(run.last)
        return run
      }
      const content = readBlock(item.list(), this.#blockContext())
      const after = this.#readState(item.list(), state)
      const block = localBlock(content, after, previous.totalDifficulty)
      previous = block
      state = after
      return block
    })
    return { blocks, state }
  }

  #readRun(reader: ItemReader, previous: LocalBlock): ReservedBlocks {
    const [count, intervalSec] = [reader.quantity(), reader.quantity()]
    const rules = this.#currentSchedule().rulesOf(previous.header)
    return createReservedBlocks({
      previous,
      count,
      intervalSec,
      rules,
      crypto: this.#context.crypto,
    })
  }

  #forget(reader: ItemReader): void {
    const nextId = reader.quantity()
    const gone = new Set(reader.list().rest((item) => item.quantity()))
    this.snapshots = this.snapshots.filter(({ id }) => !gone.has(id))
    this.nextSnapshotId = nextId
  }

  #currentSchedule(): ForkSchedule {
    if (this.#schedule === undefined) throw malformedRecordError('rules before their use', 0)
    return this.#schedule
  }

  #blockContext(): BlockContext {
    return {
      crypto: this.#context.crypto,
      schedule: this.#currentSchedule(),
      withChainId: (chainId) => this.#withChainId(chainId),
    }
  }

  #withChainId(chainId: bigint): ForkSchedule {
    const current = this.#currentSchedule()
    if (current.chainId === chainId) return current
    if (this.#other?.of !== current || this.#other.schedule.chainId !== chainId) {
      this.#other = { of: current, schedule: current.withChainId(chainId) }
    }
    return this.#other.schedule
  }

  #currentStore(): BlockStore {
    if (this.store === undefined) throw malformedRecordError('a first block', 0)
    return this.store
  }
}
