import type { HardforkName } from '../hardforks.js'
import type { BlobSchedule } from '../rules.js'

/** A fork that comes at a block number. */
export interface BlockFork {
  readonly hardfork: HardforkName
  readonly number: bigint
}

/** A fork that comes at a time, after the merge. */
export interface TimedFork {
  /** Forks that only change blobs may have a name that is not a {@link HardforkName}. */
  readonly name: string
  readonly hardfork: HardforkName
  /** Seconds since the epoch. */
  readonly timestampSec: bigint
  /** Undefined before there are blobs, and where the hardfork's own numbers hold. */
  readonly blobs: BlobSchedule | undefined
}

/** When the rules of a chain change. Lists are in the order of the forks. */
export interface ForkPlan {
  readonly chainId: bigint
  readonly blockForks: readonly BlockFork[]
  /** The proof of work after which there is none; undefined for a chain that never merges. */
  readonly terminalTotalDifficulty: bigint | undefined
  /** Changes no rule, and yet counts in the fork id (EIP-2124). */
  readonly netsplitBlock: bigint | undefined
  readonly timedForks: readonly TimedFork[]
  readonly depositContract: Uint8Array
}
