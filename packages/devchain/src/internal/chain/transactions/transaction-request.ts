/** A transaction as a client asks for it: everything optional; the chain fills in what is missing. */
export interface TransactionRequest {
  readonly from?: Uint8Array | undefined
  readonly to?: Uint8Array | undefined
  readonly data?: Uint8Array | undefined
  readonly valueWei?: bigint | undefined
  readonly gasLimit?: bigint | undefined
  readonly gasPrice?: bigint | undefined
  readonly maxFeePerGas?: bigint | undefined
  readonly maxPriorityFeePerGas?: bigint | undefined
  readonly maxFeePerBlobGas?: bigint | undefined
  readonly nonce?: bigint | undefined
  readonly type?: number | undefined
  readonly chainId?: bigint | undefined
  readonly accessList?: readonly AccessListEntry[] | undefined
  readonly blobVersionedHashes?: readonly Uint8Array[] | undefined
  readonly blobs?: readonly Uint8Array[] | undefined
  readonly authorizationList?: readonly Authorization[] | undefined
}

/** EIP-2930 access list entry. */
export interface AccessListEntry {
  readonly address: Uint8Array
  readonly storageKeys: readonly Uint8Array[]
}

/** EIP-7702 authorization, signed. */
export interface Authorization {
  readonly chainId: bigint
  readonly address: Uint8Array
  readonly nonce: bigint
  readonly yParity: bigint
  readonly r: bigint
  readonly s: bigint
}
