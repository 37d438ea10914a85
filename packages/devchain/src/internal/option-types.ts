import { didYouMean } from '@scaffold-evm/common'
import { invalidOptionError } from '../errors/devchain.js'
import { isRecord } from './is-record.js'
import { type Fields, object, type ParsedFields } from './rpc/params/combinators.js'
import { at, ParamMismatch, type ParamType, paramType } from './rpc/params/param-type.js'

/** A field that an options object does not have. */
class UnknownOption extends ParamMismatch {
  readonly hint: string

  constructor(name: string, known: readonly string[]) {
    super('a known option', name)
    this.hint = didYouMean(name, known) ?? `Known: ${known.join(', ')}`
  }
}

/** An object whose fields are all known: options are written by hand. */
export function strictObject<F extends Fields>(
  expected: string,
  fields: F,
): ParamType<ParsedFields<F>> {
  const known = Object.keys(fields)
  const type = object(expected, fields)
  return {
    expected,
    parse(value) {
      if (isRecord(value)) {
        for (const key of Object.keys(value)) {
          if (!(key in fields)) {
            at(key, () => {
              throw new UnknownOption(key, known)
            })
          }
        }
      }
      return type.parse(value)
    },
  }
}

/**
 * Reads options.
 *
 * @throws `DEVCHAIN_OPTION_INVALID`
 */
export function parseOptions<T>(type: ParamType<T>, options: unknown): T {
  try {
    return type.parse(options)
  } catch (error) {
    if (!(error instanceof ParamMismatch)) throw error
    const name = error.path.replace(/^\./, '')
    if (error instanceof UnknownOption) {
      throw invalidOptionError(name, 'there is no such option', error.hint)
    }
    throw invalidOptionError(
      name === '' ? 'options' : name,
      `expected ${error.expected}, got ${error.got}`,
      undefined,
    )
  }
}

function bounded(expected: string, min: bigint, bits: bigint): ParamType<bigint> {
  return paramType(expected, (value) => {
    const isInteger = typeof value === 'bigint' || Number.isSafeInteger(value)
    if (!isInteger || (typeof value !== 'bigint' && typeof value !== 'number')) return undefined
    const integer = BigInt(value)
    return integer >= min && integer >> bits === 0n ? integer : undefined
  })
}

/** An amount of wei. */
export const wei: ParamType<bigint> = bounded(
  'a non-negative integer (bigint or number) of at most 256 bits',
  0n,
  256n,
)
/** What the protocol bounds to 64 bits. */
export const unsigned: ParamType<bigint> = bounded(
  'a non-negative integer (bigint or number)',
  0n,
  64n,
)
/** A number that may be below zero. */
export const signed: ParamType<bigint> = paramType('an integer (bigint or number)', (value) => {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) return undefined
  const integer = BigInt(String(value))
  return BigInt.asIntN(64, integer) === integer ? integer : undefined
})

/** As {@link unsigned}, and not zero. */
export const positive: ParamType<bigint> = bounded(
  'an integer above zero (bigint or number)',
  1n,
  64n,
)

/** A number from 0 to `max`. */
export function count(expected: string, max: number): ParamType<number> {
  return paramType(expected, (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max
      ? value
      : undefined,
  )
}

/** A moment, as seconds since the epoch. */
export const date: ParamType<bigint> = paramType('a Date, or a date as text', (value) => {
  const isDate = value instanceof Date || typeof value === 'string'
  const timeMs = isDate ? new Date(value).getTime() : Number.NaN
  return Number.isNaN(timeMs) || timeMs < 0 ? undefined : BigInt(Math.floor(timeMs / 1_000))
})

/** Where JSON-RPC is served. */
export const url: ParamType<string> = paramType('an http or https URL', (value) =>
  typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
    ? value
    : undefined,
)

/** HTTP headers. */
export const headers: ParamType<Readonly<Record<string, string>>> = paramType(
  'an object of header names and texts',
  (value) => {
    if (!isRecord(value)) return undefined
    const entries = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    )
    return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined
  },
)

/** A function; what it takes and gives is the caller's word. */
export function callback<F extends (...args: never[]) => unknown>(expected: string): ParamType<F> {
  return paramType(expected, (value) => (typeof value === 'function' ? (value as F) : undefined))
}
