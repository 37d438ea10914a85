import type { Hex } from '@scaffold-evm/common'
import { hashInvalid, hexInvalid, numberInvalid } from '../../errors.js'

/** A number as helpers take it: exact, or `0x` hexadecimal. */
export type NumberLike = number | bigint | string

/** A block by number or by name. */
export type BlockTag = 'latest' | 'earliest' | 'pending' | 'safe' | 'finalized'

const hexPattern = /^0x[0-9a-fA-F]*$/

/** `value` as a JSON-RPC quantity. @throws `TEST_NUMBER_INVALID` */
export function toQuantity(value: NumberLike): Hex {
  if (typeof value === 'string') return stringToQuantity(value)
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw numberInvalid(`The value "${String(value)}" cannot be converted into an RPC quantity`)
  }
  if (value < 0) {
    throw numberInvalid(`Cannot convert negative number "${value}" to RPC quantity`)
  }
  if (typeof value === 'number' && !Number.isInteger(value)) {
    throw numberInvalid(`The value "${value}" cannot be converted into an RPC quantity`)
  }
  return `0x${value.toString(16)}`
}

function stringToQuantity(value: string): Hex {
  if (!value.startsWith('0x')) {
    throw numberInvalid('Only hex-encoded strings prefixed with "0x" are accepted')
  }
  const digits = value.slice(2).replace(/^0+/, '')
  return `0x${digits === '' ? '0' : digits}`
}

/** `value` as 32 bytes of hexadecimal. */
export function toWord(value: NumberLike): Hex {
  return `0x${toQuantity(value).slice(2).padStart(64, '0')}`
}

/** `value` as a bigint. */
export function toBigint(value: NumberLike): bigint {
  return BigInt(toQuantity(value))
}

/** @throws `TEST_HEX_INVALID` unless `value` is `0x` hexadecimal. */
export function assertHex(value: unknown): asserts value is Hex {
  if (typeof value !== 'string' || !hexPattern.test(value)) throw hexInvalid(value)
}

/** @throws `TEST_HASH_INVALID` unless `value` is 32 bytes of hexadecimal. */
export function assertTransactionHash(value: unknown): asserts value is Hex {
  assertHex(value)
  if (value.length !== 66) throw hashInvalid(value)
}
