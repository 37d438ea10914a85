import { unknownHardforkError } from '../../errors/chain.js'

/** The fork rules that a chain can have, oldest first, by the names that ethereumjs gives them. */
export const hardforks = [
  'chainstart',
  'homestead',
  'tangerineWhistle',
  'spuriousDragon',
  'byzantium',
  'constantinople',
  'petersburg',
  'istanbul',
  'muirGlacier',
  'berlin',
  'london',
  'arrowGlacier',
  'grayGlacier',
  'paris',
  'shanghai',
  'cancun',
  'prague',
  'osaka',
  'bpo1',
  'bpo2',
] as const

/** One of {@link hardforks}. */
export type HardforkName = (typeof hardforks)[number]

/** Whether there are rules of that name. */
export function isHardfork(name: string): name is HardforkName {
  return hardforks.some((hardfork) => hardfork === name)
}

/** The hardfork of a chain that was not told which. */
export const defaultHardfork: HardforkName = 'osaka'

/** What other tools call some of them. */
const aliases: Readonly<Record<string, HardforkName>> = {
  frontier: 'chainstart',
  merge: 'paris',
  constantinoplefix: 'petersburg',
  latest: defaultHardfork,
}

/**
 * The hardfork of that name, whatever its case; `frontier` is the first, `merge` is Paris.
 *
 * @throws `CHAIN_HARDFORK_UNKNOWN`
 */
export function parseHardfork(name: string): HardforkName {
  const wanted = name.toLowerCase()
  const found = hardforks.find((hardfork) => hardfork.toLowerCase() === wanted) ?? aliases[wanted]
  if (found === undefined) throw unknownHardforkError(name, hardforks)
  return found
}
