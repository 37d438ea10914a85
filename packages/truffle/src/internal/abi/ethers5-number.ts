import { argumentError, ethers5Error } from './ethers5-error.js'

const hexNumber = /^-?0x[0-9a-f]+$/i
const decimalNumber = /^-?[0-9]+$/

/** What ethers 5 takes for an integer, or its error. */
export function parseEthers5Number(value: unknown): bigint {
  switch (typeof value) {
    case 'bigint':
      return value
    case 'string':
      return parseDigits(value)
    case 'number':
      return parseFloatingPoint(value)
    default:
      return parseObject(value)
  }
}

function parseDigits(text: string): bigint {
  if (hexNumber.test(text)) return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text)
  if (decimalNumber.test(text)) return BigInt(text)
  throw argumentError('bignumber', 'invalid BigNumber string', { argument: 'value', value: text })
}

function parseFloatingPoint(value: number): bigint {
  if (value % 1) throw numericFault('underflow', value)
  if (value >= Number.MAX_SAFE_INTEGER || value <= -Number.MAX_SAFE_INTEGER) {
    throw numericFault('overflow', value)
  }
  return parseDigits(String(value))
}

function numericFault(fault: string, value: number): Error {
  const fields = { fault, operation: 'BigNumber.from', value }
  return ethers5Error({ from: 'bignumber', reason: fault, fields, code: 'NUMERIC_FAULT' })
}

interface HexHolder {
  readonly toHexString?: () => unknown
  readonly _hex?: unknown
  readonly type?: unknown
  readonly hex?: unknown
}

function parseObject(value: unknown): bigint {
  const bytes = bytesOf(value)
  if (bytes !== undefined) return bytes.length === 0 ? parseDigits('0x') : BigInt(hexOf(bytes))
  const holder = (value ?? {}) as HexHolder
  const hex =
    holder.toHexString?.() ?? holder._hex ?? (holder.type === 'BigNumber' ? holder.hex : undefined)
  if (typeof hex === 'string') return parseDigits(hex)
  throw argumentError('bignumber', 'invalid BigNumber value', { argument: 'value', value })
}

/** What ethers 5 takes for bytes when it is no text: a byte array or an array of bytes. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value
  if (!Array.isArray(value)) return undefined
  const isByte = (item: unknown) =>
    Number.isInteger(item) && Number(item) >= 0 && Number(item) < 256
  return value.every(isByte) ? Uint8Array.from(value) : undefined
}

export function hexOf(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`
}
