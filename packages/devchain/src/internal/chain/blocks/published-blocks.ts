import { isSameBytes } from '../../bytes.js'
import type { ChainTransaction, MinedTransaction } from '../transactions/chain-transaction.js'
import { withoutBlock } from '../transactions/without-block.js'
import type { BlockStore, CutBlocks } from './block-store.js'
import { LocalBlock } from './local-block.js'

/** The blocks that readers still see, although the store has gone on. */
interface Held {
  readonly head: LocalBlock
  /** Up to here the store has the same blocks. */
  readonly commonNumber: bigint
  /** Those after that, oldest first. */
  readonly blocks: CutBlocks
}

/**
 * The blocks of a store as readers see them: all, except while the chain tries something that it may
 * have to take back. Then they see what was there before.
 */
export class PublishedBlocks {
  readonly #store: BlockStore
  #held: Held | undefined

  constructor(store: BlockStore) {
    this.#store = store
  }

  get head(): LocalBlock {
    return this.#held?.head ?? this.#store.head
  }

  at(number: bigint): LocalBlock | undefined {
    const held = this.#held
    if (held === undefined || number <= held.commonNumber) return this.#store.at(number)
    const found = held.blocks.find((block) => hasNumber(block, number))
    return found instanceof LocalBlock ? found : found?.at(number)
  }

  withHash(hash: Uint8Array): LocalBlock | undefined {
    const block = this.#store.withHash(hash)
    if (this.#held === undefined || this.#isCommon(block)) return block
    return heldBlocks(this.#held).find((held) => isSameBytes(held.hash, hash))
  }

  transaction(hash: Uint8Array): MinedTransaction | undefined {
    const transaction = this.#store.transaction(hash)
    if (this.#held === undefined || this.#isCommon(transaction?.block)) return transaction
    return heldBlocks(this.#held)
      .flatMap(({ transactions }) => transactions)
      .find((held) => isSameBytes(held.hash, hash))
  }

  /** A transaction of a block that readers do not see yet: to them it still waits. */
  concealed(hash: Uint8Array): ChainTransaction | undefined {
    const transaction = this.#held === undefined ? undefined : this.#store.transaction(hash)
    return transaction === undefined ? undefined : withoutBlock(transaction)
  }

  /** The last block of a run without content that `number` is in. */
  lastReserved(number: bigint): bigint | undefined {
    const held = this.#held
    if (held === undefined || number <= held.commonNumber) return this.#store.lastReserved(number)
    const found = held.blocks.find((block) => hasNumber(block, number))
    return found instanceof LocalBlock ? undefined : found?.last
  }

  /** Runs `action`, whose blocks nobody sees before it has ended. */
  async hold<T>(action: () => Promise<T>): Promise<T> {
    const { head } = this.#store
    this.#held = { head, commonNumber: head.number, blocks: [] }
    try {
      return await action()
    } finally {
      this.#held = undefined
    }
  }

  /** The store is about to forget `cut`, all of its blocks after `number`. */
  keep(number: bigint, cut: CutBlocks): void {
    const held = this.#held
    if (held !== undefined) this.#held = { ...held, ...keepBlocks(held, number, cut) }
  }

  #isCommon(block: { readonly number: bigint } | undefined): boolean {
    return block !== undefined && block.number <= (this.#held?.commonNumber ?? block.number)
  }
}

/** What a chain has besides that of now: from the last block that both have on. */
export interface Branch {
  readonly commonNumber: bigint
  readonly blocks: CutBlocks
}

/** The branch when the chain of now goes back to `number`, giving up `cut`. */
export function keepBlocks(branch: Branch, number: bigint, cut: CutBlocks): Branch {
  const { commonNumber, blocks } = branch
  if (number >= commonNumber) return { commonNumber, blocks }
  // The chain may have grown since: what comes after the common block is not the branch's own.
  const own = cut.filter((block) => firstNumber(block) <= commonNumber)
  return { commonNumber: number, blocks: [...own, ...blocks] }
}

function heldBlocks({ blocks }: Held): LocalBlock[] {
  return blocks.flatMap((block) => (block instanceof LocalBlock ? [block] : [...block.made]))
}

function hasNumber(block: CutBlocks[number], number: bigint): boolean {
  return block instanceof LocalBlock ? block.number === number : block.has(number)
}

function firstNumber(block: CutBlocks[number]): bigint {
  return block instanceof LocalBlock ? block.number : block.first
}
