import type { CustomCrypto } from '@ethereumjs/common'
import { parseHardfork } from '../../chain/hardforks.js'
import { FixedSchedule } from '../../chain/schedule/fixed-schedule.js'
import type { ForkSchedule, ScheduledHeader } from '../../chain/schedule/fork-schedule.js'
import { parseRecord } from './json-record.js'
import { planValue, readPlan } from './plan-codec.js'

/** Which rules the blocks of a chain follow, as JSON. `first` is a header of that chain. */
export function scheduleText(schedule: ForkSchedule, first: ScheduledHeader): string {
  const { plan } = schedule
  if (plan !== undefined) return JSON.stringify({ plan }, planValue)
  const rules = schedule.rulesOf(first)
  return JSON.stringify({
    hardfork: rules.hardfork(),
    chainId: schedule.chainId.toString(),
    ...(rules.acceptsAnyChainId ? { acceptsAnyChainId: true } : {}),
  })
}

/** Reads what {@link scheduleText} wrote. */
export async function readSchedule(
  text: string,
  customCrypto: CustomCrypto,
): Promise<ForkSchedule> {
  const { plan, hardfork, chainId, acceptsAnyChainId } = parseRecord(text)
  if (plan !== undefined) {
    const { PlannedSchedule } = await import('../../chain/schedule/planned-schedule.js')
    return new PlannedSchedule(readPlan(plan), customCrypto)
  }
  return new FixedSchedule({
    hardfork: parseHardfork(String(hardfork)),
    chainId: BigInt(String(chainId)),
    customCrypto,
    acceptsAnyChainId: acceptsAnyChainId === true,
  })
}
