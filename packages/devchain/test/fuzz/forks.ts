import { type HardforkName, hardforks } from '../../src/internal/chain/hardforks.js'

/** Forks by which code does the same as by the one before them. */
const sameAsBefore: ReadonlySet<HardforkName> = new Set<HardforkName>([
  'muirGlacier',
  'arrowGlacier',
  'grayGlacier',
  'bpo1',
  'bpo2',
])

/** The forks that are fuzzed. */
export const fuzzedForks: readonly HardforkName[] = hardforks.filter(
  (hardfork) => !sameAsBefore.has(hardfork),
)

/** The fork of a seed: all take turns. */
export function forkOfSeed(seed: number): HardforkName {
  return fuzzedForks[seed % fuzzedForks.length] ?? 'osaka'
}
