/** The same bytes in memory of their own. (`slice` of a Node.js `Buffer` gives a view of it.) */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}

/** A copy of `word` without its leading zeros. */
export function stripZeros(word: Uint8Array): Uint8Array {
  let start = 0
  while (start < word.length && word[start] === 0) start++
  return copyOf(word.subarray(start))
}
