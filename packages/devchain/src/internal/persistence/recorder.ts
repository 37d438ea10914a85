import { bytesToHex, type Hex, hexToBytes } from '@scaffold-evm/common'
import type { LocalBlock } from '../chain/blocks/local-block.js'
import { ReservedBlocks } from '../chain/blocks/reserved-blocks.js'
import type { ForkOptions, MiningMode } from '../chain/chain-options.js'
import type { Keyring } from '../chain/keyring.js'
import type { LedgerSnapshot } from '../chain/ledger.js'
import type { MempoolState, PooledTransaction } from '../chain/pool/mempool.js'
import { encodeRlp, type RlpItem } from '../chain/rlp.js'
import type { ForkSchedule } from '../chain/schedule/fork-schedule.js'
import type { TakenSnapshot } from '../chain/snapshots.js'
import type { World } from '../chain/world.js'
import type { Crypto } from '../crypto.js'
import type { Code } from '../state/code-store.js'
import type { StateSnapshot } from '../state/types.js'
import { blockItems } from './codec/block-codec.js'
import { textItem } from './codec/item-reader.js'
import { scheduleText } from './codec/schedule-codec.js'
import {
  nextItems,
  runItems,
  sequenceItems,
  settingsText,
  snapshotItems,
} from './codec/snapshot-codec.js'
import { stateItems } from './codec/state-codec.js'
import { transactionItems } from './codec/transaction-codec.js'
import { operation } from './operation.js'

/** Everything of a chain that a file keeps. */
export interface ChainParts {
  readonly world: World
  readonly keyring: Keyring
  readonly mode: MiningMode
  readonly fork: ForkOptions | undefined
}

/** A block in the file. */
export interface WrittenBlock {
  readonly block: LocalBlock
  /** Its state according to the file. */
  state: StateSnapshot
  readonly sizeBytes: number
}

type Pooled = ReadonlyMap<Hex, readonly PooledTransaction[]>

/**
 * Compares a chain with what was written of it, and says in operations how the one becomes the other.
 * It holds references only, and looks at nothing that did not change.
 */
export class Recorder {
  readonly #crypto: Crypto
  readonly #codes: Set<Code>
  #written: WrittenBlock[]
  #world: World | undefined
  #schedule: ForkSchedule | undefined
  #pool: Pooled = new Map()
  #next = ''
  #sequences: readonly [Uint8Array, Uint8Array] | undefined
  #settings = ''
  #keysVersion = -1
  #snapshots: readonly TakenSnapshot[] = []
  #nextSnapshotId = 1n
  #output: Uint8Array[] = []
  #blockBytes: number

  /** What a file already has, when it was read. */
  constructor(
    crypto: Crypto,
    { blocks = [], codes = new Set() }: { blocks?: WrittenBlock[]; codes?: Set<Code> } = {},
  ) {
    this.#crypto = crypto
    this.#written = blocks
    this.#codes = codes
    this.#blockBytes = blocks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  }

  /** Bytes of the blocks that are still part of the chain. */
  get blockBytes(): number {
    return this.#blockBytes
  }

  /** The chain is as it was written. */
  adopt(parts: ChainParts): void {
    this.#world = parts.world
    this.#schedule = parts.world.ledger.schedule
    this.changes(parts)
  }

  /** How what was written becomes `parts`, one operation each; nothing when it already is. */
  changes(parts: ChainParts): readonly Uint8Array[] {
    const { world } = parts
    if (world !== this.#world) this.#begin(parts)
    const now = world.ledger.capture()
    this.#toBlocks(world)
    this.#toSnapshots(world)
    this.#toPresent(now, parts)
    return this.#take()
  }

  /** The whole chain, for a file that is new. In pieces, so that others get their turn between them. */
  *history(parts: ChainParts): Generator<readonly Uint8Array[], void, undefined> {
    const { world } = parts
    const { store, snapshots } = world
    this.#begin(parts)
    const waiting = [...snapshots.all].sort((a, b) => (a.commonNumber < b.commonNumber ? -1 : 1))
    for (let { number } = store.first; ; ) {
      while (waiting[0] !== undefined && waiting[0].commonNumber <= number) {
        for (const taken of waiting.splice(0, 1)) this.#addSnapshot(taken)
      }
      const block = store.at(number)
      if (block !== undefined) this.#toState(block.state)
      if (number >= store.head.number) break
      number = this.#addBlocksFrom(world, number + 1n)
      yield this.#take()
    }
    this.#snapshots = snapshots.all
    this.#toSnapshots(world)
    this.#toPresent(world.ledger.capture(), parts)
    yield this.#take()
  }

  #begin({ world, fork }: ChainParts): void {
    const { store, remote } = world
    this.#world = world
    this.#written = []
    this.#blockBytes = 0
    this.#codes.clear()
    this.#pool = new Map()
    this.#snapshots = []
    this.#nextSnapshotId = 1n
    this.#sequences = undefined
    this.#schedule = undefined
    const { first } = store
    const { schedule } = world.ledger
    const origin = {
      chainId: schedule.chainId.toString(),
      hardfork: schedule.rulesOf(first.header).hardfork(),
      ...(fork === undefined || remote === undefined
        ? {}
        : { fork: { url: fork.url, blockNumber: remote.forkBlockNumber.toString() } }),
      firstHash: bytesToHex(first.hash),
    }
    this.#add(operation.begin, textItem(JSON.stringify(origin)))
    if (remote === undefined) this.#addBlock(first)
    else {
      this.#toSchedule(schedule)
      const untouched = world.ledger.state.changed(undefined, [])
      this.#write({ block: first, state: untouched, sizeBytes: 0 })
      this.#toState(first.state)
    }
  }

  #toBlocks(world: World): void {
    const { store } = world
    const height = this.#written.length
    let last = this.#written.at(-1)
    while (last !== undefined && !isInStore(last.block, world)) {
      this.#blockBytes -= this.#written.pop()?.sizeBytes ?? 0
      last = this.#written.at(-1)
    }
    if (last === undefined) return
    if (this.#written.length < height) {
      this.#add(operation.truncate, last.block.number)
    }
    for (let number = last.block.number; number < store.head.number; ) {
      number = this.#addBlocksFrom(world, number + 1n)
    }
  }

  /** One block, or a whole run of blocks without content; the number of the last. */
  #addBlocksFrom({ store }: World, number: bigint): bigint {
    const end = store.lastReserved(number)
    const block = store.at(end ?? number)
    if (block === undefined) return number
    if (end === undefined) this.#addBlock(block)
    else this.#addRun(block, end - number + 1n)
    return block.number
  }

  #addBlock(block: LocalBlock): void {
    this.#toCurrentSchedule()
    const before = this.#written.at(-1)?.state
    const items = [...blockItems(block), ...this.#stateItems(before, block.state)]
    const sizeBytes = this.#add(operation.block, ...items)
    this.#write({ block, state: block.state, sizeBytes })
    if (this.#sequences !== undefined) {
      const [prevRandao, beaconRoot] = this.#sequences
      const { keccak256 } = this.#crypto
      this.#sequences = [keccak256(prevRandao), keccak256(beaconRoot)]
    }
  }

  #addRun(last: LocalBlock, count: bigint): void {
    const previous = this.#written.at(-1)
    if (previous === undefined) return
    this.#toCurrentSchedule()
    const seconds = (last.timestampSec - previous.block.timestampSec) / count
    const sizeBytes = this.#add(operation.reserve, count, seconds)
    this.#write({ block: last, state: last.state, sizeBytes })
  }

  #write(block: WrittenBlock): void {
    this.#written.push(block)
    this.#blockBytes += block.sizeBytes
  }

  #toState(state: StateSnapshot): void {
    const last = this.#written.at(-1)
    if (last === undefined || last.state === state) return
    this.#add(operation.state, ...this.#stateItems(last.state, state))
    last.state = state
  }

  #stateItems(before: StateSnapshot | undefined, state: StateSnapshot): RlpItem[] {
    if (state.isMissing) return [state.root]
    const changes = this.#world?.ledger.state.changes(before, state) ?? []
    return [state.root, ...stateItems(changes, this.#codes)]
  }

  /** Blocks keep no chain id: those of before one was set are read with it, too, but for their transactions. */
  #toCurrentSchedule(): void {
    const schedule = this.#world?.ledger.schedule
    if (schedule !== undefined) this.#toSchedule(schedule)
  }

  #toSchedule(schedule: ForkSchedule): void {
    if (schedule === this.#schedule) return
    this.#schedule = schedule
    const first = this.#world?.store.first
    if (first === undefined) return
    this.#add(operation.schedule, textItem(scheduleText(schedule, first.header)))
  }

  /** Those that are gone, and those that are new or, since blocks were taken off, hold more. */
  #toSnapshots({ snapshots }: World): void {
    const { all, nextId } = snapshots
    if (all === this.#snapshots && nextId === this.#nextSnapshotId) return
    const [before, after] = [new Set(this.#snapshots), new Set(all)]
    const gone = this.#snapshots.filter((taken) => !after.has(taken))
    this.#add(
      operation.forget,
      nextId,
      gone.map(({ id }) => id),
    )
    for (const taken of all) if (!before.has(taken)) this.#addSnapshot(taken)
    this.#snapshots = all
    this.#nextSnapshotId = nextId
  }

  #addSnapshot(taken: TakenSnapshot): void {
    const { snapshot, blocks } = taken
    this.#toSchedule(snapshot.schedule)
    this.#toPool(snapshot.pool)
    let state = this.#stateAt(taken.commonNumber)
    const items: RlpItem[] = []
    for (const block of blocks) {
      const isRun = block instanceof ReservedBlocks
      const after = isRun ? block.at(block.last).state : block.state
      const content = isRun ? runItems(block) : [blockItems(block), this.#stateItems(state, after)]
      items.push(content)
      state = after
    }
    this.#add(
      operation.snapshot,
      ...snapshotItems(taken),
      items,
      this.#stateItems(state, snapshot.state),
    )
  }

  /** The state of a block according to the file. */
  #stateAt(number: bigint): StateSnapshot | undefined {
    return this.#written.findLast(({ block }) => block.number <= number)?.state
  }

  #toPresent(now: LedgerSnapshot, { keyring, mode }: ChainParts): void {
    this.#toSchedule(now.schedule)
    this.#toState(now.state)
    this.#toPool(now.pool)
    this.#toNext(now)
    this.#toSequences(now)
    const settings = settingsText(now.settings, mode)
    if (settings !== this.#settings) this.#add(operation.settings, textItem(settings))
    this.#settings = settings
    if (keyring.version !== this.#keysVersion) this.#add(operation.keys, ...keyItems(keyring))
    this.#keysVersion = keyring.version
  }

  #toPool({ bySender }: MempoolState): void {
    if (bySender.size === 0 && this.#pool.size === 0) return
    const gone: Uint8Array[] = []
    const added: RlpItem[] = []
    for (const sender of new Set([...this.#pool.keys(), ...bySender.keys()])) {
      const before = this.#pool.get(sender) ?? []
      const after = bySender.get(sender) ?? []
      if (before === after) continue
      for (const { transaction } of without(before, after)) gone.push(transaction.hash)
      for (const { transaction, arrival } of without(after, before)) {
        added.push([...transactionItems(transaction), BigInt(arrival)])
      }
    }
    this.#pool = bySender
    if (gone.length + added.length > 0) this.#add(operation.pool, gone, added)
  }

  #toNext(now: LedgerSnapshot): void {
    const items = nextItems(now)
    const text = bytesToHex(encodeRlp(items))
    if (text !== this.#next) this.#add(operation.next, ...items)
    this.#next = text
  }

  #toSequences(now: LedgerSnapshot): void {
    const { prevRandao, beaconRoot } = now
    const isSame =
      this.#sequences !== undefined &&
      bytesToHex(this.#sequences[0]) === bytesToHex(prevRandao) &&
      bytesToHex(this.#sequences[1]) === bytesToHex(beaconRoot)
    if (!isSame) this.#add(operation.sequences, ...sequenceItems(now))
    this.#sequences = [prevRandao, beaconRoot]
  }

  #add(kind: number, ...items: readonly RlpItem[]): number {
    const encoded = encodeRlp([Uint8Array.of(kind), ...items])
    this.#output.push(encoded)
    return encoded.length
  }

  #take(): readonly Uint8Array[] {
    const output = this.#output
    this.#output = []
    return output
  }
}

function isInStore(block: LocalBlock, { store }: World): boolean {
  return block.number <= store.head.number && store.at(block.number) === block
}

function without(
  list: readonly PooledTransaction[],
  other: readonly PooledTransaction[],
): readonly PooledTransaction[] {
  if (other.length === 0) return list
  const known = new Set(other.map(({ transaction }) => transaction))
  return list.filter(({ transaction }) => !known.has(transaction))
}

function keyItems(keyring: Keyring): RlpItem[] {
  return [
    keyring.added.map(({ privateKey }) => privateKey),
    keyring.impersonated.map(hexToBytes),
    Uint8Array.of(keyring.isEverybodyImpersonated ? 1 : 0),
  ]
}
