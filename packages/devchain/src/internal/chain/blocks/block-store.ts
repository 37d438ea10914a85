import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { MinedTransaction } from '../types.js'
import type { LocalBlock } from './local-block.js'
import { ReservedBlocks, type ReservedBlocksOptions } from './reserved-blocks.js'

/** The blocks of this chain, by number and hash, and their transactions. All in memory. */
export class BlockStore {
  readonly #byNumber = new Map<bigint, LocalBlock>()
  readonly #byHash = new Map<Hex, LocalBlock>()
  readonly #transactions = new Map<Hex, MinedTransaction>()
  readonly #reserved: ReservedBlocks[] = []
  #head: LocalBlock

  constructor(first: LocalBlock) {
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
    const run = new ReservedBlocks({ ...options, previous: this.#head })
    this.#reserved.push(run)
    this.push(run.at(run.last))
  }

  /** Forgets all blocks after `number`, which is not one inside a reserved run. */
  truncate(number: bigint): void {
    while (this.#head.number > number) {
      const { number: top } = this.#head
      const run = this.#reserved.at(-1)
      const isInRun = run?.has(top) === true
      if (isInRun) for (const block of this.#reserved.pop()?.made ?? []) this.#forget(block)
      else this.#forget(this.#head)
      const below = this.at((isInRun ? run.first : top) - 1n)
      if (below === undefined) return
      this.#head = below
    }
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
