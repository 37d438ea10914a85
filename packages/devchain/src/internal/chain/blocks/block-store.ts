import { bytesToHex, type Hex } from '@scaffold-evm/common'
import type { MinedTransaction } from '../types.js'
import type { LocalBlock } from './local-block.js'

/** The blocks of this chain, by number and hash, and their transactions. All in memory. */
export class BlockStore {
  readonly #byNumber = new Map<bigint, LocalBlock>()
  readonly #byHash = new Map<Hex, LocalBlock>()
  readonly #transactions = new Map<Hex, MinedTransaction>()
  #head: LocalBlock

  constructor(first: LocalBlock) {
    this.#head = first
    this.#index(first)
  }

  get head(): LocalBlock {
    return this.#head
  }

  at(number: bigint): LocalBlock | undefined {
    return this.#byNumber.get(number)
  }

  withHash(hash: Uint8Array): LocalBlock | undefined {
    return this.#byHash.get(bytesToHex(hash))
  }

  transaction(hash: Uint8Array): MinedTransaction | undefined {
    return this.#transactions.get(bytesToHex(hash))
  }

  /** Adds the block after the head. */
  push(block: LocalBlock): void {
    this.#head = block
    this.#index(block)
  }

  /** Forgets all blocks after `number`. */
  truncate(number: bigint): void {
    while (this.#head.number > number) {
      const block = this.#head
      this.#byNumber.delete(block.number)
      this.#byHash.delete(bytesToHex(block.hash))
      for (const { hash } of block.transactions) this.#transactions.delete(bytesToHex(hash))
      const parent = this.#byNumber.get(block.number - 1n)
      if (parent === undefined) return
      this.#head = parent
    }
  }

  #index(block: LocalBlock): void {
    this.#byNumber.set(block.number, block)
    this.#byHash.set(bytesToHex(block.hash), block)
    for (const transaction of block.transactions) {
      this.#transactions.set(bytesToHex(transaction.hash), transaction)
    }
  }
}
