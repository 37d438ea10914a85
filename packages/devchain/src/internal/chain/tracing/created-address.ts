import { bigIntToUnpaddedBytes, generateAddress, generateAddress2 } from '@ethereumjs/util'

/** What the address of a new contract follows from. */
export interface Creation {
  readonly from: Uint8Array
  /** The nonce of `from` before the creation. */
  readonly nonce: bigint
  /** Of CREATE2. */
  readonly salt: Uint8Array | undefined
  readonly initCode: Uint8Array
}

/** The address that a contract will have. */
export function createdAddress({ from, nonce, salt, initCode }: Creation): Uint8Array {
  if (salt !== undefined) return generateAddress2(from, salt, initCode)
  return generateAddress(from, bigIntToUnpaddedBytes(nonce))
}
