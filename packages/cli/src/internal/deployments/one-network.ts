import type { DeploymentsOptions } from '../../definitions/deployments.js'

/** The network that was named; undefined for all. */
export function oneNetwork({ network }: DeploymentsOptions): string | undefined {
  return network === 'all' ? undefined : network
}
