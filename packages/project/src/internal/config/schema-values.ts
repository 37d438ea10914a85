import * as v from 'valibot'
import { isSecretReference } from '../../secret.js'

// Every message is what was expected; describe-issues.ts writes path and value around it.

const secretReference = v.custom((input) => isSecretReference(input), "a string or secret('NAME')")

/** An object of exactly these keys. The message of an unknown key is the list of the known ones. */
export function shape(
  entries: Record<string, v.GenericSchema>,
  expected = 'an object',
): v.GenericSchema {
  const known = Object.keys(entries).join(', ')
  const object = v.strictObject(entries, (issue) => (issue.expected === 'never' ? known : expected))
  // To valibot an array is an object, too.
  const never = v.custom(() => false, expected)
  return v.lazy((input) => (Array.isArray(input) ? never : object))
}

/** `schema` for what is written out; a secret is not looked at. */
export function stringOrSecret(schema: v.GenericSchema<unknown, unknown>): v.GenericSchema {
  return v.lazy((input) => (typeof input === 'string' ? schema : secretReference))
}

/** Text that is not empty. */
export const text: v.GenericSchema = v.pipe(
  v.string('a string'),
  v.nonEmpty('a string that is not empty'),
)
/** Text that may be secret. */
export const maybeSecretText: v.GenericSchema = stringOrSecret(text)
export const bool: v.GenericSchema = v.boolean('true or false')

/** A whole number from 0. */
export function count(expected: string): v.GenericSchema {
  return v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(0, expected))
}

/** Of gas, wei per gas, blocks and ids: a bigint, or a number that holds it exactly. */
export function quantity(expected: string): v.GenericSchema {
  return v.lazy((input) =>
    typeof input === 'bigint'
      ? v.pipe(v.bigint(), v.minValue(0n, expected))
      : v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(0, expected)),
  )
}

/** As `quantity`, perhaps below zero. */
export function signedQuantity(expected: string): v.GenericSchema {
  return v.lazy((input) =>
    typeof input === 'bigint' ? v.bigint() : v.pipe(v.number(expected), v.safeInteger(expected)),
  )
}

/** Amounts that a number does not hold exactly. */
export function wei(expected: string): v.GenericSchema {
  return v.pipe(v.bigint(expected), v.minValue(0n, expected))
}

const httpUrl = stringOrSecret(
  v.custom((input) => {
    if (typeof input !== 'string' || !URL.canParse(input)) return false
    return ['http:', 'https:'].includes(new URL(input).protocol)
  }, 'a URL'),
)
/** http(s) only; may be secret. */
export const url: v.GenericSchema = v.lazy((input) =>
  typeof input === 'string' || isSecretReference(input) ? httpUrl : v.custom(() => false, 'a URL'),
)

/** May be secret. */
export const privateKey: v.GenericSchema = v.lazy((input) =>
  isSecretReference(input)
    ? v.any()
    : v.custom(
        (value) => typeof value === 'string' && /^(0x)?[0-9a-fA-F]{64}$/.test(value),
        "a private key (0x and 64 hexadecimal digits) or secret('NAME')",
      ),
)

export const percent: v.GenericSchema = v.pipe(
  v.number('a percentage'),
  v.minValue(0, 'a percentage from 0 to 100'),
  v.maxValue(100, 'a percentage from 0 to 100'),
)

/** Of HTTP requests; values may be secret. */
export const headers: v.GenericSchema = v.record(
  v.string(),
  maybeSecretText,
  'an object of strings',
)

/** 20 bytes. */
export const address: v.GenericSchema = v.custom(
  (input) => typeof input === 'string' && /^0x[0-9a-fA-F]{40}$/.test(input),
  'an address (0x and 40 hexadecimal digits)',
)

export const path: v.GenericSchema = v.pipe(v.string('a path'), v.nonEmpty('a path'))
