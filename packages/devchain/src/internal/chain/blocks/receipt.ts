import type { ChainLog } from './chain-log.js'

/** What came of one transaction. Gas in gas units, prices in wei per gas. */
export interface ChainReceipt {
  readonly succeeded: boolean
  /** The state after the transaction; what receipts had before Byzantium instead of a status. */
  readonly stateRoot: Uint8Array | undefined
  readonly gasUsed: bigint
  readonly cumulativeGasUsed: bigint
  readonly effectiveGasPrice: bigint
  readonly contractAddress: Uint8Array | undefined
  readonly logs: readonly ChainLog[]
  readonly logsBloom: Uint8Array
  readonly blobGasUsed: bigint | undefined
  readonly blobGasPrice: bigint | undefined
  /** The return data; the revert data of a failed transaction. */
  readonly returnData: Uint8Array
  /** ethereumjs' name of the exceptional halt (`revert`, `out of gas`, …) of a failed transaction. */
  readonly haltReason: string | undefined
}
