import { bigNumberDigits, isBigNumberLike } from '../abi/big-number-like.js'

/**
 * A number as web3 1.10 reads it, wherever a transaction has one: decimal or hexadecimal text, a number, a number of a
 * library, a bigint.
 *
 * @throws errors with web3's texts
 */
export function quantityToHex(value: unknown): string {
  const number = parseQuantity(value)
  return number < 0n ? `-0x${(-number).toString(16)}` : `0x${number.toString(16)}`
}

function parseQuantity(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  if (isBigNumberLike(value)) return parseText(bigNumberDigits(value), value)
  if (!Number.isFinite(Number(value)) && !/^-?0x[0-9a-f]*$/i.test(String(value))) {
    throw new Error(`Given input "${value}" is not a number.`)
  }
  if (typeof value !== 'string' && typeof value !== 'number') throw notANumber(value)
  return parseText(String(value).toLowerCase().trim(), value)
}

function parseText(text: string, value: unknown): bigint {
  const sign = text.startsWith('-') ? -1n : 1n
  const unsigned = text.replace(/^-/, '')
  const digits = unsigned.replace(/^0x/, '') || '0'
  const isHex = digits !== unsigned || !/^[0-9]+$/.test(digits)
  if (!/^[0-9a-f]+$/.test(digits)) throw notANumber(value)
  return sign * BigInt(isHex && unsigned !== '' ? `0x${digits}` : digits)
}

function notANumber(value: unknown): Error {
  return new Error(
    `Error: [number-to-bn] while converting number ${JSON.stringify(value)} to BN.js instance, error: invalid number value. Value must be an integer, hex string, BN or BigNumber instance. Note, decimals are not supported. Given value: "${String(value)}"`,
  )
}
