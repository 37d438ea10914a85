import type { PlanEntry, PlanSigner } from '../../migration-plan.js'

/** What each account pays for what is applied, in the order of their first transactions. */
export function planSigners(
  entries: readonly PlanEntry[],
  gasPriceWei: bigint,
  balances: ReadonlyMap<string, bigint>,
): readonly PlanSigner[] {
  const signers = new Map<string, { gas: bigint; valueWei: bigint }>()
  for (const { from, gas, valueWei } of entries.flatMap(({ steps }) => steps)) {
    const before = signers.get(from) ?? { gas: 0n, valueWei: 0n }
    signers.set(from, { gas: before.gas + gas, valueWei: before.valueWei + valueWei })
  }
  return [...signers].map(([address, { gas, valueWei }]) => {
    const costWei = gas * gasPriceWei + valueWei
    const balanceWei = balances.get(address) ?? 0n
    return { address, gas, costWei, balanceWei, isSufficient: balanceWei >= costWei }
  })
}
