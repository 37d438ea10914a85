import { bytesToHex } from '@scaffold-evm/common'
import type { HardforkName } from '../chain/hardforks.js'
import type { BlobSchedule } from '../chain/rules.js'
import { mainnetBlobs } from '../chain/schedule/blob-schedules.js'
import type { ForkPlan, TimedFork } from '../chain/schedule/fork-plan.js'

/** The fields of geth's `config` for a fork that comes at a block. */
const fieldsOfFork: Readonly<Partial<Record<HardforkName, readonly string[]>>> = {
  homestead: ['homesteadBlock'],
  tangerineWhistle: ['eip150Block'],
  spuriousDragon: ['eip155Block', 'eip158Block'],
  byzantium: ['byzantiumBlock'],
  constantinople: ['constantinopleBlock'],
  petersburg: ['petersburgBlock'],
  istanbul: ['istanbulBlock'],
  muirGlacier: ['muirGlacierBlock'],
  berlin: ['berlinBlock'],
  london: ['londonBlock'],
  arrowGlacier: ['arrowGlacierBlock'],
  grayGlacier: ['grayGlacierBlock'],
}

/** Later than any block. Without a number for Petersburg, geth takes Constantinople's. */
const never = BigInt(Number.MAX_SAFE_INTEGER)

/** A plan as the `config` of a genesis file. Numbers are bigints. */
export function formatConfig(plan: ForkPlan): Readonly<Record<string, unknown>> {
  const { blockForks, timedForks, netsplitBlock, terminalTotalDifficulty } = plan
  const isOldest = blockForks.at(-1)?.hardfork === 'constantinople'
  return {
    chainId: plan.chainId,
    ...Object.fromEntries(
      blockForks.flatMap(({ hardfork, number }) =>
        (fieldsOfFork[hardfork] ?? []).map((field) => [field, number]),
      ),
    ),
    ...(isOldest ? { petersburgBlock: never } : {}),
    ...(netsplitBlock === undefined ? {} : { mergeNetsplitBlock: netsplitBlock }),
    ...(terminalTotalDifficulty === undefined ? {} : { terminalTotalDifficulty }),
    ...Object.fromEntries(
      timedForks.map(({ name, timestampSec }) => [`${name}Time`, timestampSec]),
    ),
    depositContractAddress: bytesToHex(plan.depositContract),
    ethash: {},
    ...formatBlobs(timedForks),
  }
}

function formatBlobs(forks: readonly TimedFork[]): { blobSchedule?: object } {
  const schedules = forks
    .map(({ name, blobs }): [string, BlobSchedule | undefined] => [
      name,
      blobs ?? mainnetBlobs[name],
    ])
    .filter(([, blobs]) => blobs !== undefined)
  return schedules.length === 0 ? {} : { blobSchedule: Object.fromEntries(schedules) }
}
