import { bytesToHex, type Hex, quantityToHex } from '@scaffold-evm/common'
import type { ChainBlock } from '../chain/blocks/chain-block.js'
import type { Chain } from '../chain/chain.js'
import { type BlockRange, logsOfRange } from './log-query.js'
import { collectRemovedLogs } from './logs.js'
import type { LogJson } from './output/log.js'
import { type LogFilter, weightOf } from './params/log-filter.js'
import { PendingHashes } from './pending-hashes.js'

/** A filter that nobody polls for so long is dropped, as by geth. */
const idleMs = 5 * 60_000
/** More live filters than any client needs. The least recently polled goes first. */
const maxFilters = 10_000
/** Addresses and topics of all live filters together. */
const maxWeight = 200_000
/** Removed logs that a filter holds between polls. */
const maxHeld = 100_000

interface PollState {
  polledAtMs: number
}

interface BlockFilter extends PollState {
  readonly kind: 'blocks'
  /** The last block that was told. */
  cursor: bigint
}

interface LogsFilter extends PollState {
  readonly kind: 'logs'
  readonly filter: LogFilter
  readonly range: BlockRange
  cursor: bigint
  /** Logs that were told and whose blocks have left the chain since the last poll. */
  removed: LogJson[]
}

interface PendingFilter extends PollState {
  readonly kind: 'pendingTransactions'
  cursor: number
}

type Filter = BlockFilter | LogsFilter | PendingFilter

/**
 * The filters that clients poll.
 *
 * Filters for blocks and logs hold only how far they were read: what is new is looked up when it is
 * asked for, so an abandoned filter costs nothing.
 */
export class FilterStore {
  readonly #chain: Chain
  readonly #filters = new Map<Hex, Filter>()
  readonly #stopListening: readonly (() => void)[]
  readonly #pending = new PendingHashes()
  #pendingFilterCount = 0
  #lastId = 0n
  #weight = 0

  constructor(chain: Chain) {
    this.#chain = chain
    this.#stopListening = [
      chain.on('pendingTransaction', ({ hash }) => this.#addPending(hash)),
      chain.on('orphaned', (blocks) => this.#addRemoved(blocks)),
      chain.on('rewind', ({ number }) => this.#rewind(number)),
    ]
  }

  addBlocks(): Hex {
    return this.#add({ kind: 'blocks', cursor: this.#chain.head.number, polledAtMs: Date.now() })
  }

  addPendingTransactions(): Hex {
    const cursor = this.#pending.end
    this.#pendingFilterCount++
    return this.#add({ kind: 'pendingTransactions', cursor, polledAtMs: Date.now() })
  }

  /** A filter for logs. Those in blocks that exist already and are in its range count as new. */
  addLogs(filter: LogFilter, range: BlockRange): Hex {
    const cursor = range.from - 1n
    return this.#add({ kind: 'logs', filter, range, cursor, removed: [], polledAtMs: Date.now() })
  }

  /** What is new since the last poll, or undefined when there is no such filter. */
  async changes(id: Hex): Promise<readonly unknown[] | undefined> {
    const filter = this.#touch(id)
    switch (filter?.kind) {
      case undefined:
        return undefined
      case 'blocks':
        return this.#newBlocks(filter)
      case 'logs':
        return this.#newLogs(filter)
      case 'pendingTransactions': {
        const hashes = this.#pending.since(filter.cursor)
        filter.cursor = this.#pending.end
        return hashes
      }
    }
  }

  /** The filter for logs of that id. */
  logs(id: Hex): LogsFilter | undefined {
    const filter = this.#touch(id)
    return filter?.kind === 'logs' ? filter : undefined
  }

  remove(id: Hex): boolean {
    const filter = this.#filters.get(id)
    if (filter?.kind === 'logs') this.#weight -= weightOf(filter.filter)
    if (filter?.kind === 'pendingTransactions' && --this.#pendingFilterCount === 0) {
      this.#pending.clear()
    }
    return this.#filters.delete(id)
  }

  close(): void {
    for (const stop of this.#stopListening) stop()
    this.#filters.clear()
    this.#weight = 0
  }

  #add(filter: Filter): Hex {
    if (filter.kind === 'logs') this.#weight += weightOf(filter.filter)
    this.#dropIdle()
    const id = quantityToHex(++this.#lastId)
    this.#filters.set(id, filter)
    return id
  }

  /** Keeps the map in the order of polling, so that the idle ones come first. */
  #touch(id: Hex): Filter | undefined {
    const filter = this.#filters.get(id)
    if (filter === undefined) return undefined
    filter.polledAtMs = Date.now()
    this.#filters.delete(id)
    this.#filters.set(id, filter)
    return filter
  }

  #dropIdle(): void {
    const oldestMs = Date.now() - idleMs
    for (const [id, filter] of this.#filters) {
      const isFull = this.#filters.size >= maxFilters || this.#weight > maxWeight
      if (filter.polledAtMs >= oldestMs && !isFull) return
      this.remove(id)
    }
  }

  #newBlocks(filter: BlockFilter): Hex[] {
    const hashes: Hex[] = []
    for (let number = filter.cursor + 1n; number <= this.#chain.head.number; number++) {
      const block = this.#chain.blockAt(number)
      if (block !== undefined) hashes.push(bytesToHex(block.hash))
      // Long runs without content are told by their first block.
      number = this.#chain.lastEmptyBlock(number) ?? number
    }
    filter.cursor = this.#chain.head.number
    return hashes
  }

  async #newLogs(filter: LogsFilter): Promise<readonly unknown[]> {
    const { removed } = filter
    filter.removed = []
    const { to } = filter.range
    const head = this.#chain.head.number
    const last = to === undefined || to > head ? head : to
    const from = filter.cursor + 1n
    if (from > last) return removed
    filter.cursor = last
    return [...removed, ...(await logsOfRange(this.#chain, filter.filter, { from, to: last }))]
  }

  /** Only logs that a client was told of need taking back. */
  #addRemoved(blocks: readonly ChainBlock[]): void {
    for (const filter of this.#filters.values()) {
      if (filter.kind !== 'logs') continue
      const { range, cursor } = filter
      const told = blocks.filter(({ number }) => number <= cursor && number >= range.from)
      filter.removed.push(...collectRemovedLogs(told, filter.filter))
      filter.removed.splice(0, filter.removed.length - maxHeld)
    }
  }

  #addPending(hash: Uint8Array): void {
    if (this.#pendingFilterCount > 0) this.#pending.add(bytesToHex(hash))
  }

  #rewind(head: bigint): void {
    for (const filter of this.#filters.values()) {
      if (filter.kind !== 'pendingTransactions' && filter.cursor > head) filter.cursor = head
    }
  }
}
