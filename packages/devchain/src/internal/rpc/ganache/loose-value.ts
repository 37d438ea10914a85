import { bytesToHex } from '@scaffold-evm/common'

/**
 * A value of a signed document as strict encoders take it, where Ganache takes more: numbers and short hex for addresses,
 * anything for a boolean, text for bytes, and nothing for a text.
 */
export function tightenValue(type: string, value: unknown): unknown {
  if (type === 'address') return addressOf(value)
  if (type === 'bool') return Boolean(value)
  if (type === 'bytes') return bytesToHex(bytesOf(value) ?? new Uint8Array(0))
  if (type === 'string') return textOf(value)
  const size = /^bytes(\d+)$/.exec(type)?.[1]
  if (size !== undefined) return fixedBytesOf(value, Number(size))
  return value === '' || value === '0x' ? 0 : value
}

function addressOf(value: unknown): unknown {
  const number = value === '' || value === '0x' ? 0n : integerOf(value)
  return number === undefined || number < 0n ? value : `0x${number.toString(16).padStart(40, '0')}`
}

function integerOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && /^(?:0x[\da-f]+|\d+)$/i.test(value)
    ? BigInt(value)
    : undefined
}

/** The bytes of hex, text, a number or an array; undefined for what has none. */
function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value === 'string') return bytesOfText(value)
  const number = integerOf(value)
  if (number !== undefined && number >= 0n) {
    return Buffer.from(evenDigits(number.toString(16)), 'hex')
  }
  return Array.isArray(value) ? Uint8Array.from(value, Number) : undefined
}

function bytesOfText(text: string): Uint8Array {
  const digits = /^0x([\da-f]*)$/i.exec(text)?.[1]
  return digits === undefined ? Buffer.from(text) : Buffer.from(evenDigits(digits), 'hex')
}

function evenDigits(digits: string): string {
  return digits.length % 2 === 0 ? digits : `0${digits}`
}

function fixedBytesOf(value: unknown, size: number): unknown {
  const bytes = bytesOf(value) ?? new Uint8Array(0)
  if (bytes.length > size) return value
  const padded = new Uint8Array(size)
  padded.set(bytes)
  return bytesToHex(padded)
}

function textOf(value: unknown): unknown {
  if (value === null) return ''
  return typeof value === 'number' ? Buffer.from(bytesOf(value) ?? []).toString('latin1') : value
}
