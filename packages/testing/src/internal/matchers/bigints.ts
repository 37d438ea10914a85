import { numberInvalid } from '../../errors.js'

/**
 * `value` as a bigint.
 *
 * @throws `TEST_NUMBER_INVALID` unless it is a bigint, a safe integer or a string that `BigInt` reads.
 */
export function toBigInt(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'string') return BigInt(value)
  if (typeof value !== 'number') throw numberInvalid(`Unsupported type: ${typeof value}`)
  if (!Number.isInteger(value)) throw numberInvalid(`${value} is not an integer`)
  if (!Number.isSafeInteger(value)) {
    throw numberInvalid(
      `Integer ${value} is unsafe. Consider using ${value}n instead. For more details, see https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Number/isSafeInteger`,
    )
  }
  return BigInt(value)
}
