import { bigintToBytes, parseHexBytes } from '@scaffold-evm/common'
import { ParamMismatch } from '../params/param-type.js'
import { address } from '../params/scalars.js'

/** Writes `value` of an atomic type as a word. */
export type AtomEncoder = (value: unknown) => Uint8Array

/** Those that were made so far: there are a hundred types, which documents name again and again. */
const encoders = new Map<string, AtomEncoder>()

/** How values of the atomic type `name` become words; undefined when there is no such type. */
export function atomEncoder(name: string): AtomEncoder | undefined {
  const known = encoders.get(name)
  if (known !== undefined) return known
  const made = createEncoder(name)
  if (made !== undefined) encoders.set(name, made)
  return made
}

function createEncoder(name: string): AtomEncoder | undefined {
  if (name === 'address') return (value) => leftPadded(address.parse(value))
  if (name === 'bool') return encodeBoolean
  const bytes = /^bytes([1-9]\d?)$/.exec(name)
  if (bytes !== null) return fixedBytesEncoder(Number(bytes[1]))
  const integer = /^(u?)int([1-9]\d{0,2})?$/.exec(name)
  return integer === null
    ? undefined
    : integerEncoder(integer[1] === 'u', Number(integer[2] ?? '256'))
}

/** The bytes of a value of type `bytes`. */
export function readBytes(value: unknown): Uint8Array {
  const bytes = parseHexBytes(value)
  if (bytes === undefined) {
    throw new ParamMismatch('bytes: 0x and an even number of hexadecimal digits', value)
  }
  return bytes
}

function encodeBoolean(value: unknown): Uint8Array {
  if (typeof value !== 'boolean') throw new ParamMismatch('true or false', value)
  return leftPadded(Uint8Array.of(value ? 1 : 0))
}

function fixedBytesEncoder(size: number): AtomEncoder | undefined {
  if (size < 1 || size > 32) return undefined
  return (value) => {
    const bytes = parseHexBytes(value)
    if (bytes?.length !== size) throw new ParamMismatch(`${size} bytes in hexadecimal`, value)
    const word = new Uint8Array(32)
    word.set(bytes)
    return word
  }
}

function integerEncoder(isUnsigned: boolean, bits: number): AtomEncoder | undefined {
  if (bits < 8 || bits > 256 || bits % 8 !== 0) return undefined
  const size = BigInt(bits)
  const [least, most] = isUnsigned
    ? [0n, (1n << size) - 1n]
    : [-(1n << (size - 1n)), (1n << (size - 1n)) - 1n]
  return (value) => {
    const integer = readInteger(value)
    if (integer === undefined || integer < least || integer > most) {
      throw new ParamMismatch(`an integer from ${least} to ${most}`, value)
    }
    return bigintToBytes(BigInt.asUintN(256, integer), 32)
  }
}

/** A number, or digits, decimal or hex, with a sign perhaps. */
function readInteger(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  if (typeof value === 'bigint') return value
  const match = typeof value === 'string' ? /^(-?)(\d+|0x[0-9a-fA-F]+)$/.exec(value) : null
  if (match === null) return undefined
  const magnitude = BigInt(match[2] ?? '')
  return match[1] === '-' ? -magnitude : magnitude
}

function leftPadded(bytes: Uint8Array): Uint8Array {
  const word = new Uint8Array(32)
  word.set(bytes, 32 - bytes.length)
  return word
}
