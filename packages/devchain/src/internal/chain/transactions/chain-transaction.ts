import type { ChainBlock } from '../blocks/chain-block.js'
import type { ChainReceipt } from '../blocks/receipt.js'
import type { Transaction } from './transaction.js'

/** A transaction with its sender, which may be impersonated and thus not what the signature says. */
export interface ChainTransaction {
  readonly tx: Transaction
  readonly hash: Uint8Array
  readonly sender: Uint8Array
  /** The EIP-2718 encoding as it stands in a block: without blobs. */
  readonly raw: Uint8Array
  /** What travels beside a blob transaction. */
  readonly sidecar?: BlobSidecar | undefined
}

/** The blobs of an EIP-4844 transaction with what proves them. */
export interface BlobSidecar {
  readonly blobs: readonly Uint8Array[]
  readonly commitments: readonly Uint8Array[]
  /** One for each blob, or its cell proofs since Osaka (EIP-7594). */
  readonly proofs: readonly Uint8Array[]
}

/** A transaction inside a block. */
export interface MinedTransaction extends ChainTransaction {
  readonly block: ChainBlock
  readonly index: number
  /** Index of the first log of this transaction among the logs of its block. */
  readonly firstLogIndex: number
  readonly receipt: ChainReceipt
}
