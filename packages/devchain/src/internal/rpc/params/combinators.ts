import { isRecord } from '../../is-record.js'
import { at, locate, ParamMismatch, type ParamType, type Parsed, paramType } from './param-type.js'

/** Fields of an object, each with its type; absent and null ones read as undefined. */
export type Fields = Readonly<Record<string, ParamType<unknown>>>

/** What {@link object} reads. */
export type ParsedFields<F extends Fields> = { readonly [K in keyof F]: Parsed<F[K]> | undefined }

/** An object. Fields that are not listed are passed over, as by geth. */
export function object<F extends Fields>(expected: string, fields: F): ParamType<ParsedFields<F>> {
  const keys = Object.keys(fields)
  return {
    expected,
    // Read for each transaction: without iterators and closures.
    parse(value) {
      if (!isRecord(value)) throw new ParamMismatch(expected, value)
      const result: Record<string, unknown> = {}
      let key = ''
      try {
        for (let index = 0; index < keys.length; index++) {
          key = keys[index] ?? ''
          const field = value[key]
          result[key] =
            field === undefined || field === null ? undefined : fields[key]?.parse(field)
        }
      } catch (error) {
        throw locate(error, key)
      }
      return result as ParsedFields<F>
    },
  }
}

/** Any object, unread. */
export const record: ParamType<Readonly<Record<string, unknown>>> = paramType(
  'an object',
  (value) => (isRecord(value) ? value : undefined),
)

/** An array of at most `limit` items. */
export function array<T>(item: ParamType<T>, expected: string, limit = 100_000): ParamType<T[]> {
  return {
    expected,
    parse(value) {
      if (!Array.isArray(value) || value.length > limit) throw new ParamMismatch(expected, value)
      return value.map((entry: unknown, index) => at(index, () => item.parse(entry)))
    },
  }
}

/** One of some words. */
export function oneOf<const W extends string>(words: readonly W[]): ParamType<W> {
  const expected = `one of ${words.map((word) => `"${word}"`).join(', ')}`
  return paramType(expected, (value) => words.find((word) => word === value))
}

/** What either type reads; tried in order. A mismatch inside an object or array is the last type's. */
export function either<A, B>(
  expected: string,
  first: ParamType<A>,
  second: ParamType<B>,
): ParamType<A | B> {
  return {
    expected,
    parse(value) {
      try {
        return first.parse(value)
      } catch (error) {
        if (!(error instanceof ParamMismatch)) throw error
      }
      try {
        return second.parse(value)
      } catch (error) {
        if (error instanceof ParamMismatch && error.path !== '') throw error
        throw new ParamMismatch(expected, value)
      }
    },
  }
}

/** The value of `type`, turned into something else. */
export function mapped<A, B>(type: ParamType<A>, map: (value: A) => B): ParamType<B> {
  return { expected: type.expected, parse: (value) => map(type.parse(value)) }
}

/** Null, or a value. */
export function nullable<T>(type: ParamType<T>): ParamType<T | null> {
  return {
    expected: `${type.expected}, or null`,
    parse: (value) => (value === null ? null : type.parse(value)),
  }
}
