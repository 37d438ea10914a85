import type { Log } from '@ethereumjs/evm'
import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { encodeReceipt } from '../../chain/blocks/receipt-encoding.js'
import { encodeRlp } from '../../chain/rlp.js'
import type {
  BlobSidecar,
  ChainTransaction,
  MinedTransaction,
} from '../../chain/transactions/chain-transaction.js'

/** A transaction as it is sent over the network: with its blobs when it has some. */
export function networkEncoding(transaction: ChainTransaction): Hex {
  const { raw, sidecar } = transaction
  return bytesToHex(sidecar === undefined ? raw : wrapped(raw, sidecar))
}

/** EIP-4844 and, with proofs of cells instead of blobs, version 1 as EIP-7594 has it. */
function wrapped(raw: Uint8Array, { blobs, commitments, proofs }: BlobSidecar): Uint8Array {
  const fields = RLP.decode(raw.subarray(1))
  const version = proofs.length === blobs.length ? [] : [1n]
  return encodeRlp([fields, ...version, blobs, commitments, proofs], raw[0])
}

/** A receipt as the receipts root commits to it (EIP-2718). */
export function receiptEncoding({ receipt, tx }: MinedTransaction): Hex {
  const logs = receipt.logs.map(({ address, topics, data }): Log => [address, [...topics], data])
  return bytesToHex(encodeReceipt({ ...receipt, type: tx.type, logs }))
}
