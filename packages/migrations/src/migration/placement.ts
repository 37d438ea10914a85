/**
 * What an address follows from besides the rest: 32 bytes in hexadecimal and numbers as they are, other
 * text by its Keccak-256.
 */
export type Salt = string | bigint

/** An address that follows from a salt and the creation code with its arguments. */
export interface Create2Placement {
  readonly salt: Salt
  /**
   * A contract that takes salt and creation code as its input, as the well-known one does.
   *
   * @default 0x4e59b44847b379578588920cA78FbF26c0B4956C, which is deployed where it is missing
   */
  readonly deployer?: string
}

/** An address that follows from a salt and the sender, whatever the code and its arguments. */
export interface Create3Placement {
  readonly salt: Salt
  /**
   * Who may take the address: the sender alone, or whoever uses the salt first, whereby it is the same for
   * all senders.
   *
   * @default 'sender'
   */
  readonly guard?: 'sender' | 'none'
}

/** Where a contract is put. One of them at most; without any, the address follows from the sender's nonce. */
export interface PlacementOptions {
  /** Short for `create2: { salt }`. */
  readonly salt?: Salt
  readonly create2?: Create2Placement
  readonly create3?: Create3Placement
}
