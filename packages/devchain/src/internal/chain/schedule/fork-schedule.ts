import type { ChainBlock } from '../blocks/chain-block.js'
import type { Rules } from '../rules.js'
import type { ForkPlan } from './fork-plan.js'

/** What fork rules are chosen by, of a block that exists. */
export interface ScheduledHeader {
  readonly number: bigint
  /** Seconds since the epoch. */
  readonly timestamp: bigint
  /** 0 since the merge. */
  readonly difficulty: bigint
}

/** What fork rules are chosen by, of the block before. */
export type ScheduledParent = Pick<ChainBlock, 'number' | 'totalDifficulty'>

/** Which rules the blocks of a chain follow. Rules are made once: the same rules are the same object. */
export interface ForkSchedule {
  readonly chainId: bigint
  /** Undefined when one hardfork holds for all blocks. */
  readonly plan: ForkPlan | undefined
  /** The rules of a block that exists. */
  rulesOf(header: ScheduledHeader): Rules
  /** The rules of the block after `parent`. Its time is only asked for when it matters. */
  rulesAfter(parent: ScheduledParent, timestampSec: () => bigint): Rules
  /** The rules of blocks without proof of work that have that time. */
  rulesAtTime(timestampSec: bigint): Rules
  /** The same forks with another chain id. */
  withChainId(chainId: bigint): ForkSchedule
}
