/** The largest word. */
export const wordMask: bigint = 2n ** 256n - 1n

/** The low `bits` of a word. */
export function lowBits(word: bigint, bits: number): bigint {
  return BigInt.asUintN(bits, word)
}

/** `size` bytes, the highest first. */
export function toBytes(word: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let rest = word
  for (let index = size - 1; index >= 0; index--) {
    bytes[index] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

/** The number that bytes are, the highest first; those that are missing at the end are 0. */
export function wordAt(bytes: Uint8Array, offset = 0): bigint {
  let word = 0n
  for (let index = offset; index < offset + 32; index++)
    word = (word << 8n) | BigInt(bytes[index] ?? 0)
  return word
}
