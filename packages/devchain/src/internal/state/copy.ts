import { BytePool, longestPooled } from '../byte-pool.js'

// One for all states, as Node.js has one for all buffers.
const pool = new BytePool()

/** The same bytes where nobody else changes them. (`slice` of a Node.js `Buffer` gives a view of it.) */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return pool.copy(bytes)
}

/** The same bytes in less memory, for what is kept: long ones are themselves. */
export function compact(bytes: Uint8Array): Uint8Array {
  return bytes.length > longestPooled ? bytes : pool.copy(bytes)
}

/** A copy of `word` without its leading zeros. */
export function stripZeros(word: Uint8Array): Uint8Array {
  let start = 0
  while (start < word.length && word[start] === 0) start++
  return pool.copy(word.subarray(start))
}
