import { ScaffoldError } from './error.js'

/** A `0x`-prefixed hexadecimal string. Used at the edges (RPC, artifacts, CLI); inside, data is `Uint8Array` or `bigint`. */
export type Hex = `0x${string}`

const hexPattern = /^0x[0-9a-fA-F]*$/

/** Whether `value` is a `0x`-prefixed hexadecimal string of any length, odd ones included. */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && hexPattern.test(value)
}

/**
 * The bytes that `hex` stands for.
 *
 * @throws `HEX_INVALID` unless `hex` is `0x` followed by an even number of hexadecimal digits.
 */
export function hexToBytes(hex: string): Uint8Array {
  if (!isHex(hex) || hex.length % 2 !== 0) {
    throw new ScaffoldError({
      code: 'HEX_INVALID',
      message: `Expected 0x and an even number of hexadecimal digits, got ${JSON.stringify(hex.slice(0, 80))}`,
    })
  }
  const source = Buffer.from(hex.slice(2), 'hex')
  return new Uint8Array(source.buffer, source.byteOffset, source.length)
}

/** `bytes` as lower-case `0x` hexadecimal. */
export function bytesToHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
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

/** `bytes` read as a big-endian unsigned integer; zero when empty. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(bytesToHex(bytes))
}
