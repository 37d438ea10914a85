import { bigintToBytes } from '@scaffold-evm/common'

const mostExact = BigInt(Number.MAX_SAFE_INTEGER)

/** `value` big-endian in as few bytes as it takes, none for zero. */
export function quantityToBytes(value: bigint): Uint8Array {
  if (value > mostExact) return bigintToBytes(value)
  let rest = Number(value)
  let size = 0
  for (let left = rest; left > 0; left = Math.floor(left / 256)) size++
  const bytes = new Uint8Array(size)
  for (let index = size - 1; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}

/** `value` big-endian in 32 bytes. */
export function quantityToWord(value: bigint): Uint8Array {
  const bytes = quantityToBytes(value)
  const word = new Uint8Array(32)
  word.set(bytes, 32 - bytes.length)
  return word
}

/** Whether two byte strings are the same. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
