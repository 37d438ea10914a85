import { KECCAK256_RLP_ARRAY } from '@ethereumjs/util'
import { isSameBytes } from '../../bytes.js'
import { most } from '../bigint-math.js'
import type { Rules } from '../rules.js'
import type { ChainHeader } from './chain-header.js'

const bombPeriod = 100_000n
const mostSteps = 99n

/** The difficulty of a block of that time after `parent`: what its miner had to prove. */
export function nextDifficulty(parent: ChainHeader, timestampSec: bigint, rules: Rules): bigint {
  const least = rules.param('minimumDifficulty')
  const step = parent.difficulty / rules.param('difficultyBoundDivisor')
  const change = steps(parent, timestampSec - parent.timestamp, rules) * step
  return most(most(parent.difficulty + change, least) + bomb(parent.number + 1n, rules), least)
}

function steps(parent: ChainHeader, elapsedSec: bigint, rules: Rules): bigint {
  if (!rules.gteHardfork('homestead')) return elapsedSec < rules.param('durationLimit') ? 1n : -1n
  if (!rules.gteHardfork('byzantium')) return most(1n - elapsedSec / 10n, -mostSteps)
  // EIP-100
  const base = isSameBytes(parent.uncleHash, KECCAK256_RLP_ARRAY) ? 1n : 2n
  return most(base - elapsedSec / 9n, -mostSteps)
}

/** What doubles every 100,000 blocks, so that each fork has to put it off. */
function bomb(number: bigint, rules: Rules): bigint {
  const delay = rules.gteHardfork('byzantium') ? rules.param('difficultyBombDelay') : 0n
  const period = most(number - delay, 0n) / bombPeriod
  return period > 1n ? 2n ** (period - 2n) : 0n
}
