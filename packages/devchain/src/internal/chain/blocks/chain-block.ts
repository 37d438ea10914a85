import type { Block, BlockHeader } from '@ethereumjs/block'
import type { Withdrawal } from '@ethereumjs/util'
import type { StateSnapshot } from '../../state/types.js'
import type { MinedTransaction } from '../transactions/chain-transaction.js'
import type { ChainHeader } from './chain-header.js'

/** A block with what the chain keeps of it. */
export interface ChainBlock {
  readonly header: ChainHeader
  /** The whole as ethereumjs has it. Made when it is first asked for. */
  readonly block: Block
  readonly hash: Uint8Array
  readonly number: bigint
  /** Seconds since the epoch. */
  readonly timestampSec: bigint
  /** Proof of work of this block and all before it; on a fork, of those since the fork point. */
  readonly totalDifficulty: bigint
  readonly transactions: readonly MinedTransaction[]
  readonly uncles: readonly BlockHeader[]
  /** Since Shanghai. */
  readonly withdrawals: readonly Withdrawal[]
  /** The state after this block. */
  readonly state: StateSnapshot
}

/** A block that was built and not kept. */
export interface BuiltBlock extends ChainBlock {
  /** What it asks of the consensus layer (EIP-7685), each with its type as the first byte. */
  readonly requests: readonly Uint8Array[]
}

/** Which block a request is about: a tag, a number, a hash. */
export type BlockSelector =
  | 'latest'
  | 'pending'
  | 'earliest'
  | 'safe'
  | 'finalized'
  | { readonly number: bigint }
  | { readonly hash: Uint8Array }
