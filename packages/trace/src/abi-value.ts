/** What a value of Solidity's ABI comes to: addresses and bytes as `0x` in lower case, structs and arrays as their parts. */
export type AbiValue = bigint | boolean | string | readonly AbiArgument[]

/** A value with its name, as the ABI of a contract has it. */
export interface AbiArgument {
  /** Empty when it has none, as elements of arrays and many return values. */
  readonly name: string
  /** As in the ABI: `uint256`, `address`, `tuple[]`, … `string` and `bytes` are told apart by it. */
  readonly type: string
  readonly value: AbiValue
}
