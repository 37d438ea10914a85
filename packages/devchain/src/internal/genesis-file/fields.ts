import type { ParamType } from '../rpc/params/param-type.js'
import { amount, data as anyData, integer as anyInteger } from '../rpc/params/scalars.js'

/** Geth takes empty text for nothing. */
function orEmpty<T>(type: ParamType<T>, empty: T): ParamType<T> {
  return {
    expected: type.expected,
    parse: (value) => (value === '' ? empty : type.parse(value)),
  }
}

/** Bytes of any number. */
export const data: ParamType<Uint8Array> = orEmpty(anyData, new Uint8Array(0))

/** At most 64 bits: a number, or digits, decimal or hexadecimal. */
export const integer: ParamType<bigint> = orEmpty(anyInteger, 0n)

/** The same of at most 256 bits. */
export const integer256: ParamType<bigint> = orEmpty(amount, 0n)
