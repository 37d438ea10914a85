/** The JSON-RPC of the chain that was forked. */
export interface RemoteChain {
  readonly forkBlockNumber: bigint
  readonly chainId: bigint
  readonly url: string
  /** Another node of the same chain answers from now on. */
  useUrl(url: string): void
  /** @throws `CHAIN_FORK_UNREACHABLE`, `CHAIN_FORK_RPC_ERROR` */
  request(method: string, params: readonly unknown[]): Promise<unknown>
}
