import type { PlannedStep, PlanSigner } from '../../planning/migration-plan.js'

/** What each account pays for what is applied, in the order of their first transactions. */
export function planSigners(
  steps: readonly PlannedStep[],
  gasPriceWei: bigint,
  known: {
    readonly balances: ReadonlyMap<string, bigint>
    /** The accounts that can sign. */
    readonly accounts: readonly string[]
  },
): readonly PlanSigner[] {
  const own = new Set(known.accounts.map((account) => account.toLowerCase()))
  const signers = new Map<string, { gas: bigint; valueWei: bigint }>()
  for (const { from, gas, valueWei } of steps) {
    const before = signers.get(from) ?? { gas: 0n, valueWei: 0n }
    signers.set(from, { gas: before.gas + gas, valueWei: before.valueWei + valueWei })
  }
  return [...signers].map(([address, { gas, valueWei }]) => {
    const costWei = gas * gasPriceWei + valueWei
    const balanceWei = known.balances.get(address) ?? 0n
    const isSufficient = balanceWei >= costWei
    const isOwn = own.has(address.toLowerCase())
    return { address, gas, costWei, balanceWei, isSufficient, isOwn }
  })
}
