/** What transactions on a JSON-RPC network may cost, and what is done when they are not mined. */
export interface FeesUserConfig {
  /**
   * Wei per gas. Sends legacy transactions at this price; `'node'`: at the price that the node
   * suggests, for networks that want nothing else.
   * @default EIP-1559 fees; the node's price where the network has no base fee
   */
  readonly gasPrice?: bigint | number | 'node'
  /**
   * What a unit of gas may cost at most, wei: transactions offer twice the base fee and the tip, and
   * never more than this, also when they are replaced.
   * @default no limit
   */
  readonly maxFeePerGas?: bigint | number
  /** Tip of EIP-1559 transactions, wei per gas. @default as the node suggests */
  readonly maxPriorityFeePerGas?: bigint | number
  /** The tip as this percentile of what was paid in the latest blocks. @default as the node suggests */
  readonly priorityFeePercentile?: number
  /** How long to wait for a base fee above `maxFeePerGas` to fall; 0 stops at once. @default 0 */
  readonly feeWaitMs?: number
  /** Of estimated gas. @default 1 */
  readonly gasMultiplier?: number
  /**
   * After how long a transaction that is not mined is sent again with higher fees; 0 is never.
   * @default 180_000
   */
  readonly bumpAfterMs?: number
  /** By how much fees rise then, at least 10. @default 12 */
  readonly bumpPercent?: number
  /** How often at most. @default 4 */
  readonly maxBumps?: number
  /** What the fees of all transactions of one connection may come to, such as of one run of migrations. @default no limit */
  readonly budgetWei?: bigint | number
}

/** {@link FeesUserConfig}, complete. What is undefined is asked of the node, or has no limit. */
export interface FeesConfig {
  readonly gasPrice: bigint | 'node' | undefined
  readonly maxFeePerGas: bigint | undefined
  readonly maxPriorityFeePerGas: bigint | undefined
  readonly priorityFeePercentile: number | undefined
  readonly feeWaitMs: number
  readonly gasMultiplier: number
  readonly bumpAfterMs: number
  readonly bumpPercent: number
  readonly maxBumps: number
  readonly budgetWei: bigint | undefined
}
