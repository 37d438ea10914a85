import type { ProposedTransaction } from '../../proposing/proposal.js'

/** A transaction as JSON values, for tools that sign: quantities are decimal strings. */
export function unsignedToJson(
  tx: ProposedTransaction,
  chainId: bigint,
): Readonly<Record<string, unknown>> {
  const { file, id, label, from, to, valueWei, data, unsigned, signed } = tx
  const common = {
    step: `${file}: ${id}`,
    label,
    chainId: String(chainId),
    from,
    to: to ?? null,
    value: String(valueWei),
    data,
    ...(signed === undefined ? {} : { signed }),
  }
  if (unsigned === undefined) return common
  const { nonce, gasLimit, fees, serialized } = unsigned
  const offered = Object.entries(fees).map(([name, fee]) => [name, String(fee)])
  return {
    ...common,
    type: 'gasPrice' in fees ? 0 : 2,
    nonce,
    gasLimit: String(gasLimit),
    ...Object.fromEntries(offered),
    unsigned: serialized,
  }
}
