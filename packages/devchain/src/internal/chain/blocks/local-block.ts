import type { Block } from '@ethereumjs/block'
import type { StateSnapshot } from '../../state/types.js'
import type { ChainBlock, MinedTransaction } from '../types.js'

/** A block of this chain. Its state changes only while it is the head, by test helpers. */
export class LocalBlock implements ChainBlock {
  readonly block: Block
  readonly hash: Uint8Array
  readonly number: bigint
  readonly timestampSec: bigint
  readonly totalDifficulty: bigint
  transactions: readonly MinedTransaction[] = []
  state: StateSnapshot

  constructor(block: Block, state: StateSnapshot, parentTotalDifficulty = 0n) {
    this.block = block
    this.hash = block.hash()
    this.number = block.header.number
    this.timestampSec = block.header.timestamp
    this.totalDifficulty = parentTotalDifficulty + block.header.difficulty
    this.state = state
  }
}
