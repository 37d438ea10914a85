import { wordToBytes, wordToShortBytes } from '../state/words.js'

/** `value`, a word, big-endian in as few bytes as it takes, none for zero. */
export function quantityToBytes(value: bigint): Uint8Array {
  return wordToShortBytes(value)
}

/** `value` big-endian in 32 bytes. */
export function quantityToWord(value: bigint): Uint8Array {
  return wordToBytes(value)
}

/** Whether two byte strings are the same. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
