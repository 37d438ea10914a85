import BN from 'bn.js'

/** A number of a library: bn.js 4 or 5, bignumber.js, ethers. */
export interface BigNumberLike {
  toString(base?: number): string
  toFixed?(): string
}

/** As web3 tells them apart: by `BN.isBN`, or by the name of the class. */
export function isBigNumberLike(value: unknown): value is BigNumberLike {
  if (typeof value !== 'object' || value === null) return false
  return BN.isBN(value) || value.constructor?.name === 'BigNumber'
}

/** In digits, without an exponent. */
export function bigNumberDigits(value: BigNumberLike): string {
  return value.toFixed?.() ?? value.toString(10)
}
