import { type HardforkName, hardforks } from '../hardforks.js'
import type { Rules } from '../rules.js'
import { mainnetBlobs } from './blob-schedules.js'
import type { ForkPlan } from './fork-plan.js'

const merge: HardforkName = 'paris'

/** One hardfork for all blocks, said as a plan: all forks up to it are there from the first block. */
export function planOfHardfork(hardfork: HardforkName, rules: Rules): ForkPlan {
  const reached = hardforks.slice(1, hardforks.indexOf(hardfork) + 1)
  const merged = reached.indexOf(merge)
  const ofBlocks = merged === -1 ? reached : reached.slice(0, merged)
  const timed = merged === -1 ? [] : reached.slice(merged + 1)
  return {
    chainId: rules.chainId(),
    blockForks: ofBlocks.map((name) => ({ hardfork: name, number: 0n })),
    terminalTotalDifficulty: merged === -1 ? undefined : 0n,
    netsplitBlock: undefined,
    timedForks: timed.map((name) => ({
      name,
      hardfork: name,
      timestampSec: 0n,
      blobs: mainnetBlobs[name],
    })),
    depositContract: rules.depositContract,
  }
}
