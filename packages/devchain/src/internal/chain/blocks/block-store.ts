import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { most } from '../bigint-math.js'
import type { MinedTransaction } from '../transactions/chain-transaction.js'
import type { LocalBlock } from './local-block.js'
import { PublishedBlocks } from './published-blocks.js'
import {
  createReservedBlocks,
  ReservedBlocks,
  type ReservedBlocksOptions,
} from './reserved-blocks.js'

/** Blocks taken off the end of a chain, oldest first: what `append` puts back. */
export type CutBlocks = readonly (LocalBlock | ReservedBlocks)[]

/** The blocks of this chain, by number and hash, and their transactions. All in memory. */
export class BlockStore {
  readonly #byNumber = new Map<bigint, LocalBlock>()
  readonly #byHash = new Map<Hex, LocalBlock>()
  readonly #transactions = new Map<Hex, MinedTransaction>()
  readonly #reserved: ReservedBlocks[] = []
  readonly published: PublishedBlocks
  /** The first block: of genesis, or of the fork point. */
  readonly first: LocalBlock
  #head: LocalBlock

  constructor(first: LocalBlock) {
    this.first = first
    this.published = new PublishedBlocks(this)
    this.#head = first
    this.#index(first)
  }

  get head(): LocalBlock {
    return this.#head
  }

  at(number: bigint): LocalBlock | undefined {
    return this.#byNumber.get(number) ?? this.#reservedAt(number)
  }

  withHash(hash: Uint8Array): LocalBlock | undefined {
    return this.#byHash.get(bytesToHex(hash))
  }

  transaction(hash: Uint8Array): MinedTransaction | undefined {
    return this.#transactions.get(bytesToHex(hash))
  }

  /** The last block of a run without content that `number` is in. */
  lastReserved(number: bigint): bigint | undefined {
    return this.#reserved.find((run) => run.has(number))?.last
  }

  /** Adds the block after the head. */
  push(block: LocalBlock): void {
    this.#head = block
    this.#index(block)
  }

  /** Adds blocks without content after the head, in O(1). */
  reserve(options: Omit<ReservedBlocksOptions, 'previous'>): void {
    this.#pushRun(createReservedBlocks({ ...options, previous: this.#head }))
  }

  /** Puts back what was cut off after the block that is the head now. */
  append(blocks: CutBlocks): void {
    for (const block of blocks) {
      if (block instanceof ReservedBlocks) this.#pushRun(block)
      else this.push(block)
    }
  }

  /** Takes off all blocks after `number`. */
  cut(number: bigint): CutBlocks {
    const cut: (LocalBlock | ReservedBlocks)[] = []
    while (this.#head.number > number) {
      const run = this.#reserved.at(-1)
      const isInRun = run?.has(this.#head.number) === true
      cut.push(isInRun ? this.#cutRun(run, number) : this.#head)
      if (!isInRun) this.#forget(this.#head)
      const below = this.at((isInRun ? most(run.first, number + 1n) : this.#head.number) - 1n)
      if (below === undefined) break
      this.#head = below
    }
    cut.reverse()
    this.published.keep(number, cut)
    return cut
  }

  /** Takes off the last run, or what of it is after `number`. */
  #cutRun(run: ReservedBlocks, number: bigint): ReservedBlocks {
    this.#reserved.pop()
    const [lower, upper] = run.split(number)
    if (lower !== undefined) this.#reserved.push(lower)
    for (const block of upper.made) this.#forget(block)
    return upper
  }

  #pushRun(run: ReservedBlocks): void {
    this.#reserved.push(run)
    for (const block of run.made) this.#index(block)
    this.push(run.at(run.last))
  }

  #reservedAt(number: bigint): LocalBlock | undefined {
    const block = this.#reserved.find((run) => run.has(number))?.at(number)
    if (block !== undefined) this.#index(block)
    return block
  }

  #index(block: LocalBlock): void {
    this.#byNumber.set(block.number, block)
    this.#byHash.set(bytesToHex(block.hash), block)
    for (const transaction of block.transactions) {
      this.#transactions.set(bytesToHex(transaction.hash), transaction)
    }
  }

  #forget(block: LocalBlock): void {
    this.#byNumber.delete(block.number)
    this.#byHash.delete(bytesToHex(block.hash))
    for (const { hash } of block.transactions) this.#transactions.delete(bytesToHex(hash))
  }
}
