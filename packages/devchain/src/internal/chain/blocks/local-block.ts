import { Block, type BlockHeader } from '@ethereumjs/block'
import type { Withdrawal } from '@ethereumjs/util'
import type { StateSnapshot } from '../../state/types.js'
import type { MinedTransaction } from '../transactions/chain-transaction.js'
import type { ChainBlock } from './chain-block.js'
import type { ChainHeader } from './chain-header.js'
import type { PlainBlock } from './plain-block.js'

/** A block of this chain. Its state changes only while it is the head, by test helpers. */
export class LocalBlock implements ChainBlock {
  readonly header: ChainHeader
  readonly hash: Uint8Array
  readonly totalDifficulty: bigint
  transactions: readonly MinedTransaction[] = []
  /** What it asks of the consensus layer (EIP-7685), each with its type as the first byte. */
  requests: readonly Uint8Array[] = []
  state: StateSnapshot
  #content: Block | PlainBlock

  constructor(content: Block | PlainBlock, state: StateSnapshot, parentTotalDifficulty = 0n) {
    this.#content = content
    this.header = content.header
    this.hash = content.hash()
    this.totalDifficulty = parentTotalDifficulty + content.header.difficulty
    this.state = state
  }

  get block(): Block {
    if (!(this.#content instanceof Block)) this.#content = this.#content.toBlock(this.transactions)
    return this.#content
  }

  get uncles(): readonly BlockHeader[] {
    return this.#content instanceof Block ? this.#content.uncleHeaders : this.#content.uncles
  }

  get withdrawals(): readonly Withdrawal[] {
    return this.#content.withdrawals ?? []
  }

  get number(): bigint {
    return this.header.number
  }

  get timestampSec(): bigint {
    return this.header.timestamp
  }
}
