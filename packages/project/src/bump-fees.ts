import type { FeesConfig } from './fee-config.js'

/** What a transaction offers, wei per gas. */
export type TransactionFees =
  | { readonly gasPrice: bigint }
  | { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }

/** How fees rise. */
export type BumpPolicy = Pick<FeesConfig, 'bumpPercent' | 'maxFeePerGas'>

/** What nodes ask of a replacement at least: less is refused as underpriced. */
const leastPercent = 10n

function raised(fee: bigint, percent: bigint): bigint {
  const more = (fee * (100n + percent) + 99n) / 100n
  return more > fee ? more : fee + 1n
}

/** `fee` raised, as far as the limit lets it; undefined when nodes would not take it. */
function raisedBelow(fee: bigint, { bumpPercent, maxFeePerGas }: BumpPolicy): bigint | undefined {
  const wanted = raised(fee, BigInt(Math.ceil(bumpPercent)))
  if (maxFeePerGas === undefined || wanted <= maxFeePerGas) return wanted
  return raised(fee, leastPercent) <= maxFeePerGas ? maxFeePerGas : undefined
}

/**
 * The fees with which a transaction that is not mined takes the place of itself: `bumpPercent` more,
 * and never above `maxFeePerGas`.
 *
 * @returns undefined when a replacement that nodes accept would be above the limit.
 */
export function bumpFees(fees: TransactionFees, policy: BumpPolicy): TransactionFees | undefined {
  if ('gasPrice' in fees) {
    const gasPrice = raisedBelow(fees.gasPrice, policy)
    return gasPrice === undefined ? undefined : { gasPrice }
  }
  const maxFeePerGas = raisedBelow(fees.maxFeePerGas, policy)
  // A tip rises by as much; at the limit, by as much as nodes ask for.
  const limit = { bumpPercent: policy.bumpPercent, maxFeePerGas }
  const maxPriorityFeePerGas = raisedBelow(fees.maxPriorityFeePerGas, limit)
  if (maxFeePerGas === undefined || maxPriorityFeePerGas === undefined) return undefined
  return { maxFeePerGas, maxPriorityFeePerGas }
}
