import type { Log } from '@ethereumjs/evm'
import { encodeRlp } from '../rlp.js'

const succeededByte = Uint8Array.of(1)
const failedByte = new Uint8Array(0)

/** What consensus has of a receipt. */
export interface ConsensusReceipt {
  readonly type: number
  readonly succeeded: boolean
  /** Instead of the status before Byzantium. */
  readonly stateRoot: Uint8Array | undefined
  readonly cumulativeGasUsed: bigint
  readonly logsBloom: Uint8Array
  readonly logs: readonly Log[]
}

/** The EIP-2718 encoding of a receipt, as the receipts trie has it. */
export function encodeReceipt(receipt: ConsensusReceipt): Uint8Array {
  const status = receipt.succeeded ? succeededByte : failedByte
  return encodeRlp(
    [receipt.stateRoot ?? status, receipt.cumulativeGasUsed, receipt.logsBloom, receipt.logs],
    receipt.type === 0 ? undefined : receipt.type,
  )
}
