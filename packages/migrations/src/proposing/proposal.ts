import type { Hex } from '@scaffold-evm/common'
import type { Interface } from 'ethers'

/** Who sends: an account with a key, a Safe, or another contract, such as a timelock. */
export type SenderKind = 'account' | 'safe' | 'contract'

/** A transaction that somebody else is to sign, or to have signed. */
export interface ProposedTransaction {
  readonly file: string
  /** Id of the step. */
  readonly id: string
  /** `Box.setFee(5)`. */
  readonly label: string
  readonly from: string
  /** Undefined for the creation of a contract. */
  readonly to: string | undefined
  readonly valueWei: bigint
  readonly data: string
  /** What `data` may be a call of. */
  readonly interfaces: readonly Interface[]
  /** Of a plain account: the transaction as it is to be signed. */
  readonly unsigned: UnsignedFields | undefined
  /** Where it is signed already, as those are that work on every network. */
  readonly signed?: Hex | undefined
}

/** What a transaction of a plain account has besides what it does. */
export interface UnsignedFields {
  readonly nonce: number
  readonly gasLimit: bigint
  /** Wei per gas. */
  readonly fees:
    | { readonly gasPrice: bigint }
    | { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }
  /** The unsigned transaction, serialized as it is hashed for signing. */
  readonly serialized: Hex
}

/** Transactions of one sender that follow each other. */
export interface Proposal {
  readonly from: string
  readonly sender: SenderKind
  readonly transactions: readonly ProposedTransaction[]
}
