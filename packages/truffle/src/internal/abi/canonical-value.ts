import type { AbiType } from './abi-type.js'
import { bigNumberDigits, isBigNumberLike } from './big-number-like.js'
import { canonicalAddress } from './canonical-address.js'
import { argumentError, ethers5Error } from './ethers5-error.js'
import { bytesOf, hexOf, parseEthers5Number } from './ethers5-number.js'

/** A value as the ABI coder of ethers takes it without asking: bigint, hex, boolean, text, or an array of these. */
export type CanonicalValue = bigint | boolean | string | readonly CanonicalValue[]

/**
 * Reads a value as ethers 5 does in web3 1.10, and fails with its errors. Beyond it, numbers of libraries are taken
 * inside of structs that are given as objects.
 *
 * @throws errors of ethers 5
 */
export function toCanonicalValue(type: AbiType, value: unknown): CanonicalValue {
  switch (type.kind) {
    case 'number':
      return canonicalNumber(type, value)
    case 'address':
      return canonicalAddress(type.name, value)
    case 'bool':
      return Boolean(value)
    case 'string':
      return canonicalText(value)
    case 'bytes':
      return canonicalBytes(value)
    case 'fixedBytes':
      return canonicalFixedBytes(type, value)
    case 'array':
      return canonicalArray(type, value)
    case 'tuple':
      return canonicalTuple(type, value)
  }
}

type TypeOf<Kind extends AbiType['kind']> = Extract<AbiType, { readonly kind: Kind }>

function outOfBounds(type: AbiType, value: unknown): Error {
  return argumentError('abi', 'value out-of-bounds', { argument: type.name || null, value })
}

function canonicalNumber(type: TypeOf<'number'>, value: unknown): bigint {
  const given = isBigNumberLike(value) ? bigNumberDigits(value) : value
  const number = parseEthers5Number(given)
  const limit = 1n << BigInt(type.signed ? type.bits - 1 : type.bits)
  const lowest = type.signed ? -limit : 0n
  if (number < lowest || number >= limit) throw outOfBounds(type, given)
  return number
}

function canonicalText(value: unknown): string {
  if (typeof value === 'string') return value
  // ethers 5 goes over the characters, so what has no length is empty, and what has none of them fails here.
  const str = value as string
  if (str.length > 0 && !isBigNumberLike(value)) str.charCodeAt(0)
  return ''
}

function canonicalBytes(value: unknown): string {
  if (typeof value === 'number') return hexOfNumber(value)
  // ethers 5 looks for this method first, so what cannot have one fails here with that text.
  const hexable = value as { readonly toHexString?: () => string }
  if (hexable.toHexString) return canonicalBytes(hexable.toHexString())
  const bytes = bytesOf(value)
  if (bytes !== undefined) return hexOf(bytes)
  if (typeof value !== 'string' || !/^0x[0-9A-Fa-f]*$/.test(value)) {
    throw argumentError('bytes', 'invalid arrayify value', { argument: 'value', value })
  }
  if (value.length % 2 === 1) {
    throw argumentError('bytes', 'hex data is odd-length', { argument: 'value', value })
  }
  return value
}

function hexOfNumber(value: number): string {
  const isSafe = value >= 0 && value < Number.MAX_SAFE_INTEGER
  if (!isSafe || value % 1) {
    const fault = isSafe ? 'non-integer' : 'out-of-safe-range'
    throw ethers5Error({
      from: 'bytes',
      reason: 'invalid arrayify value',
      fields: { operation: 'checkSafeInteger', fault, value },
      code: 'NUMERIC_FAULT',
    })
  }
  const digits = BigInt(value).toString(16)
  return `0x${digits.length % 2 === 0 ? digits : `0${digits}`}`
}

function canonicalFixedBytes(type: TypeOf<'fixedBytes'>, value: unknown): string {
  const hex = canonicalBytes(value)
  if (hex.length === 2 + 2 * type.size) return hex
  throw argumentError('abi', 'incorrect data length', { argument: type.name || null, value })
}

function canonicalArray(type: TypeOf<'array'>, value: unknown): CanonicalValue[] {
  if (!Array.isArray(value)) {
    throw argumentError('abi', 'expected array value', { argument: type.name || null, value })
  }
  assertCount(type, value.length)
  return value.map((item) => toCanonicalValue(type.item, item))
}

function assertCount({ length, name }: TypeOf<'array'>, count: number): void {
  if (length === undefined || count === length) return
  const [reason, code] =
    count < length
      ? ['missing argument', 'MISSING_ARGUMENT']
      : ['too many arguments', 'UNEXPECTED_ARGUMENT']
  const where = name === '' ? 'coder array' : `coder array ${name}`
  throw ethers5Error({
    from: 'abi',
    reason: `${reason}: ${where}`,
    fields: { count, expectedCount: length },
    code,
  })
}

function canonicalTuple(type: TypeOf<'tuple'>, value: unknown): CanonicalValue[] {
  const values = tupleValues(type, value)
  if (values.length !== type.components.length) {
    throw argumentError('abi', 'types/value length mismatch', { argument: 'tuple', value })
  }
  return type.components.map((component, index) => toCanonicalValue(component, values[index]))
}

function tupleValues(type: TypeOf<'tuple'>, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) {
    throw argumentError('abi', 'invalid tuple value', { argument: 'tuple', value })
  }
  const fields = value as Readonly<Record<string, unknown>>
  return type.components.map(({ name }) => {
    if (name === '') {
      const reason = 'cannot encode object for signature with missing names'
      throw argumentError('abi', reason, { argument: 'values', value })
    }
    return fields[name]
  })
}
