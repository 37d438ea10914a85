/** Chains that are started anew all the time: Hardhat's, Anvil's and ours, and Ganache's. */
const chainIds: ReadonlySet<bigint> = new Set([31337n, 1337n])

/** Whether a chain id is one that development nodes use, so that nothing on it is worth anything. */
export function isDevelopmentChain(chainId: bigint): boolean {
  return chainIds.has(chainId)
}
