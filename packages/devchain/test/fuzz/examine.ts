import type { HardforkName } from '../../src/internal/chain/hardforks.js'
import { Random } from '../random.js'
import type { Difference, EnginePair } from './compare.js'
import { randomScenario } from './random-scenario.js'
import type { Scenario } from './scenario.js'
import { shrink } from './shrink.js'

/** A difference between the engines, and the least that shows it. */
export interface Finding {
  readonly seed: number
  readonly scenario: Scenario
  readonly difference: Difference
}

/** Runs the scenario of a seed on both engines, and some of them again with gas that is not enough. */
export async function examine(
  pair: EnginePair,
  seed: number,
  hardfork: HardforkName,
): Promise<Finding | undefined> {
  const scenario = randomScenario(seed, hardfork)
  const { difference, shown } = await pair.compare(scenario)
  if (difference !== undefined) return minimise(pair, seed, scenario)
  const random = new Random(~seed)
  if (!random.oneIn(2)) return undefined
  for (const starved of starvedScenarios(scenario, shown.at(-1)?.gasLeft ?? 0n, random)) {
    const { difference: found } = await pair.compare(starved)
    if (found !== undefined) return minimise(pair, seed, starved)
  }
  return undefined
}

/** With exactly the gas that the last transaction takes, one less, and any less. */
function* starvedScenarios(
  scenario: Scenario,
  gasLeft: bigint,
  random: Random,
): Generator<Scenario> {
  const last = scenario.transactions.at(-1)
  if (last === undefined || gasLeft === 0n) return
  const spent = BigInt(last.gas) - gasLeft
  if (spent < 1n) return
  const amounts = [spent, spent - 1n, BigInt(random.below(Number(spent)))]
  for (const gas of amounts) {
    yield {
      ...scenario,
      transactions: scenario.transactions.with(-1, { ...last, gas: gas.toString() }),
    }
  }
}

async function minimise(
  pair: EnginePair,
  seed: number,
  found: Scenario,
): Promise<Finding | undefined> {
  const scenario = await shrink(
    found,
    async (candidate) => (await pair.compare(candidate)).difference !== undefined,
  )
  const { difference } = await pair.compare(scenario)
  return difference === undefined ? undefined : { seed, scenario, difference }
}
