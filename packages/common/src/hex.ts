import { ScaffoldError } from './error.js'

/** A `0x`-prefixed hexadecimal string. Used at the edges (RPC, artifacts, CLI); inside, data is `Uint8Array` or `bigint`. */
export type Hex = `0x${string}`

const hexPattern = /^0x[0-9a-fA-F]*$/

/** Whether `value` is a `0x`-prefixed hexadecimal string of any length, odd ones included. */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && hexPattern.test(value)
}

/** Up to so many bytes V8 keeps inside an array of their own; beyond, Node's own decoder is faster. */
const mostInlineBytes = 64

/** The value of a digit by its character code, 255 for what is none. */
const digitValues: Uint8Array = new Uint8Array(128).fill(255)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  digitValues[digit.charCodeAt(0)] = value
  digitValues[digit.toUpperCase().charCodeAt(0)] = value
}

/**
 * The bytes that `hex` stands for.
 *
 * @throws `HEX_INVALID` unless `hex` is `0x` followed by an even number of hexadecimal digits.
 */
export function hexToBytes(hex: string): Uint8Array {
  const bytes = parseHexBytes(hex)
  if (bytes !== undefined) return bytes
  throw new ScaffoldError({
    code: 'HEX_INVALID',
    message: `Expected 0x and an even number of hexadecimal digits, got ${JSON.stringify(hex.slice(0, 80))}`,
  })
}

/** The bytes that `value` stands for; undefined unless it is `0x` followed by an even number of hexadecimal digits. */
export function parseHexBytes(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length % 2 !== 0 || !value.startsWith('0x')) {
    return undefined
  }
  const size = value.length / 2 - 1
  return size > mostInlineBytes ? decodeLong(value, size) : decodeShort(value, size)
}

function decodeLong(hex: string, size: number): Uint8Array | undefined {
  // It stops at what is not a digit.
  const { buffer, byteOffset, length } = Buffer.from(hex.slice(2), 'hex')
  return length === size ? new Uint8Array(buffer, byteOffset, length) : undefined
}

function decodeShort(hex: string, size: number): Uint8Array | undefined {
  const bytes = new Uint8Array(size)
  for (let index = 0; index < size; index++) {
    const high = digitValues[hex.charCodeAt(index * 2 + 2)] ?? 255
    const low = digitValues[hex.charCodeAt(index * 2 + 3)] ?? 255
    if (high === 255 || low === 255) return undefined
    bytes[index] = (high << 4) | low
  }
  return bytes
}

/** What `Buffer` encodes with. On an array itself it needs no `Buffer` over it, which costs four times as much. */
const { hexSlice } = Buffer.prototype as unknown as {
  hexSlice(this: Uint8Array, start: number, end: number): string
}

/** `bytes` as lower-case `0x` hexadecimal. */
export function bytesToHex(bytes: Uint8Array): Hex {
  return `0x${bytesToDigits(bytes)}`
}

/** `bytes` as lower-case hexadecimal without a prefix. */
export function bytesToDigits(bytes: Uint8Array): string {
  return hexSlice.call(bytes, 0, bytes.length)
}

/** `value` as a JSON-RPC quantity: no leading zeros, `0x0` for zero. */
export function quantityToHex(value: bigint | number): Hex {
  return `0x${value.toString(16)}`
}

/** `value` as big-endian bytes of exactly `sizeBytes` (default: as few as needed, none for zero). */
export function bigintToBytes(value: bigint, sizeBytes?: number): Uint8Array {
  if (value === 0n && sizeBytes === undefined) return new Uint8Array(0)
  const digits = value.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  const padded = sizeBytes === undefined ? even : even.padStart(sizeBytes * 2, '0')
  if (value < 0n || (sizeBytes !== undefined && padded.length > sizeBytes * 2)) {
    throw new ScaffoldError({
      code: 'HEX_INVALID',
      message: `Expected an unsigned integer of at most ${sizeBytes} bytes, got ${value}`,
    })
  }
  return hexToBytes(`0x${padded}`)
}

/** Where a word is put together. Nothing in it outlives a call. */
const scratch = new DataView(new ArrayBuffer(32))
const scratchBytes = new Uint8Array(scratch.buffer)

/** `bytes` read as a big-endian unsigned integer; zero when empty. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  if (bytes.length > 32) return BigInt(bytesToHex(bytes))
  const start = 32 - bytes.length
  scratchBytes.fill(0, 0, start)
  scratchBytes.set(bytes, start)
  const high = joined(scratch.getBigUint64(0), scratch.getBigUint64(8))
  const low = joined(scratch.getBigUint64(16), scratch.getBigUint64(24))
  return high === 0n ? low : (high << 128n) | low
}

function joined(high: bigint, low: bigint): bigint {
  return high === 0n ? low : (high << 64n) | low
}
