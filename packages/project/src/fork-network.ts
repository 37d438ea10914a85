import { resolveInProcessNetwork } from './internal/config/resolve-network.js'
import type { HttpNetworkConfig, InProcessNetworkConfig } from './network-config.js'

/** An in-process network that forks an http one at its latest block, with the same chain id. */
export function forkNetwork(network: HttpNetworkConfig, chainId: bigint): InProcessNetworkConfig {
  const { url, headers } = network
  return resolveInProcessNetwork({ chainId, fork: { url, headers } }, 'fork')
}
