import { AssertionError } from 'chai'

/**
 * For `withArgs`: accepts any value.
 *
 * @example await expect(token.mint(1)).to.emit(token, 'Minted').withArgs(1, anyValue)
 */
export function anyValue(): boolean {
  return true
}

/**
 * For `withArgs`: accepts any unsigned integer.
 *
 * @example await expect(token.mint(1)).to.emit(token, 'Minted').withArgs(anyUint, anyValue)
 */
export function anyUint(value: unknown): boolean {
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw new AssertionError(
      `anyUint expected its argument to be an integer, but its type was '${typeof value}'`,
    )
  }
  if (value < 0) {
    throw new AssertionError(
      `anyUint expected its argument to be an unsigned integer, but it was negative, with value ${value}`,
    )
  }
  return true
}
