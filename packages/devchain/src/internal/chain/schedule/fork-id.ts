import { crc32 } from 'node:zlib'
import { bigintToBytes } from '@scaffold-evm/common'
import type { ForkPlan } from './fork-plan.js'

/** The block that a chain begins with, as far as fork ids depend on it. */
export interface ForkIdOrigin {
  readonly hash: Uint8Array
  readonly timestampSec: bigint
}

/** EIP-2124 and EIP-6122: tells chains by their first block and the forks that they had by a time. */
export function forkId(
  origin: ForkIdOrigin,
  plan: ForkPlan | undefined,
  timestampSec: bigint,
): number {
  const blocks = plan === undefined ? [] : blockNumbers(plan)
  const times = (plan?.timedForks ?? [])
    .map((fork) => fork.timestampSec)
    .filter((time) => time > origin.timestampSec && time <= timestampSec)
  return [...distinct(blocks), ...distinct(times)].reduce(
    (id, point) => crc32(bigintToBytes(point, 8), id),
    crc32(origin.hash),
  )
}

function blockNumbers({ blockForks, netsplitBlock }: ForkPlan): bigint[] {
  const numbers = blockForks.map(({ number }) => number)
  return [...numbers, ...(netsplitBlock === undefined ? [] : [netsplitBlock])]
    .filter((number) => number > 0n)
    .sort((a, b) => (a < b ? -1 : 1))
}

function distinct(points: readonly bigint[]): ReadonlySet<bigint> {
  return new Set(points)
}
