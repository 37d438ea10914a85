import type { Rules } from '../rules.js'

/** The most gas that one transaction may have (EIP-7825); undefined before Osaka. */
export function transactionGasCap(rules: Rules): bigint | undefined {
  return rules.isActivatedEIP(7825) ? rules.param('maxTransactionGasLimit') : undefined
}
