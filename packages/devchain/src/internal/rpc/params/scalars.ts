import { bytesToBigint, bytesToHex, parseHexBytes, quantityToHex } from '@scaffold-evm/common'
import { type ParamType, paramType } from './param-type.js'

const quantityPattern = /^0x[0-9a-fA-F]{1,64}$/
const decimalPattern = /^[0-9]{1,78}$/

function sizedBytes(expected: string, size: number): ParamType<Uint8Array> {
  const length = 2 + size * 2
  return paramType(expected, (value) =>
    typeof value === 'string' && value.length === length ? parseHexBytes(value) : undefined,
  )
}

/** Up to 32 bytes, padded on the left. */
function parseWord(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || !value.startsWith('0x') || value.length > 66) return undefined
  return parseHexBytes(value.length === 66 ? value : `0x${value.slice(2).padStart(64, '0')}`)
}

function sizedQuantity(expected: string, bits: bigint): ParamType<bigint> {
  return paramType(expected, (value) => {
    if (typeof value !== 'string' || !quantityPattern.test(value)) return undefined
    const number = BigInt(value)
    return number >> bits === 0n ? number : undefined
  })
}

/** An unsigned integer of at most 256 bits in hex. Leading zeros are let pass, as by anvil and Hardhat. */
export const quantity: ParamType<bigint> = sizedQuantity(
  'a quantity: 0x and 1 to 64 hexadecimal digits',
  256n,
)

/** Nonces, gas, block numbers, times: what the protocol bounds to 64 bits. */
export const quantity64: ParamType<bigint> = sizedQuantity(
  'a quantity of at most 64 bits: 0x and hexadecimal digits',
  64n,
)

/** Bytes of any number. */
export const data: ParamType<Uint8Array> = paramType(
  'data: 0x and an even number of hexadecimal digits',
  parseHexBytes,
)

/** 32 bytes. */
export const hash: ParamType<Uint8Array> = sizedBytes('a hash: 0x and 64 hexadecimal digits', 32)

/** 20 bytes; the letter case is not a checksum here. */
export const address: ParamType<Uint8Array> = sizedBytes(
  'an address: 0x and 40 hexadecimal digits',
  20,
)

/** A storage key: 32 bytes, or fewer digits that are padded on the left, 0x or not, as geth takes it. */
export const storageKey: ParamType<Uint8Array> = paramType(
  'a storage key: 0x and at most 64 hexadecimal digits',
  (value) => {
    const isBare = typeof value === 'string' && value !== '' && !value.startsWith('0x')
    return parseWord(isBare ? `0x${value}` : value)
  },
)

/** A storage key, and how it is shown in answers: in full if it was given so. */
export interface ShownStorageKey {
  readonly key: Uint8Array
  readonly shown: string
}

/** As {@link storageKey}, for answers that repeat it. */
export const shownStorageKey: ParamType<ShownStorageKey> = {
  expected: storageKey.expected,
  parse(value) {
    const key = storageKey.parse(value)
    const isInFull = typeof value === 'string' && value.length === 66
    return { key, shown: isInFull ? bytesToHex(key) : quantityToHex(bytesToBigint(key)) }
  },
}

/** A word of 32 bytes to be stored; shorter values are padded on the left. */
export const word: ParamType<Uint8Array> = paramType(
  'a value of at most 32 bytes: 0x and at most 64 hexadecimal digits',
  parseWord,
)

/** What test helpers send for counts and times: a number, or digits, decimal or hex. */
export const integer: ParamType<bigint> = paramType(
  'a non-negative integer: a number, decimal digits, or 0x and hexadecimal digits (at most 64 bits)',
  (value) => {
    const number = readInteger(value)
    return number !== undefined && number >> 64n === 0n ? number : undefined
  },
)

/** As {@link integer}, without the fraction of a number that a program computed: 1.1 days are 95040.00000000001 seconds. */
export const wholePart: ParamType<bigint> = paramType(
  'a non-negative number, decimal digits, or 0x and hexadecimal digits (at most 64 bits)',
  (value) => {
    const number = readInteger(typeof value === 'number' ? Math.floor(value) : value)
    return number !== undefined && number >> 64n === 0n ? number : undefined
  },
)

/** As {@link integer}, for amounts of wei. */
export const amount: ParamType<bigint> = paramType(
  'an amount: a number, decimal digits, or 0x and hexadecimal digits (at most 256 bits)',
  (value) => {
    const number = readInteger(value)
    return number !== undefined && number >> 256n === 0n ? number : undefined
  },
)

function readInteger(value: unknown): bigint | undefined {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined
  }
  if (typeof value === 'bigint') return value >= 0n ? value : undefined
  if (typeof value !== 'string') return undefined
  return quantityPattern.test(value) || decimalPattern.test(value) ? BigInt(value) : undefined
}

export const boolean: ParamType<boolean> = paramType('true or false', (value) =>
  typeof value === 'boolean' ? value : undefined,
)

export const string: ParamType<string> = paramType('a string', (value) =>
  typeof value === 'string' ? value : undefined,
)

/** A finite number. */
export const number: ParamType<number> = paramType('a number', (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined,
)
