import type { DeploymentRecord } from '@scaffold-evm/project'

type Contracts = DeploymentRecord['contracts']

/** What a run replaced: names with the addresses that were under them before. */
function replacedBetween(
  before: Contracts,
  after: Contracts,
): readonly (readonly [string, string])[] {
  return Object.entries(before).flatMap(([name, { address }]) => {
    const now = after[name]?.address
    return now === undefined || now === address ? [] : [[name, address] as const]
  })
}

/** Proxies that were initialized with what a run replaced have its address in their state, where only their own functions change it. */
export function warnOfInitializers(before: Contracts, after: Contracts): readonly string[] {
  const replaced = replacedBetween(before, after)
  return Object.entries(after).flatMap(([name, { proxy }]) => {
    const told = proxy?.initialized?.toLowerCase() ?? ''
    return replaced
      .filter(([, address]) => told.includes(address.toLowerCase()))
      .map(
        ([other, address]) =>
          `${name} was initialized with ${address}, where ${other} was, and has that in its state. If it is to use the new one, tell it in a migration`,
      )
  })
}
