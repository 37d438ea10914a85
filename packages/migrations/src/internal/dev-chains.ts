/** Chains that are started anew all the time: Hardhat's, Anvil's and ours, and Ganache's. */
const devChainIds: ReadonlySet<bigint> = new Set([31337n, 1337n])

/** Whether nothing on that chain is meant to stay. */
export function isDevChain(chainId: bigint): boolean {
  return devChainIds.has(chainId)
}
