/** The nibble of `key` at `index`, high half of each byte first. */
export function nibbleAt(key: Uint8Array, index: number): number {
  const byte = key[index >> 1] ?? 0
  return (index & 1) === 0 ? byte >> 4 : byte & 15
}

/** The number of nibbles of `key`. */
export function nibbleCount(key: Uint8Array): number {
  return key.length * 2
}

/** The first nibble index from `from` on at which the keys differ, or where one of them ends. */
export function divergence(a: Uint8Array, b: Uint8Array, from: number): number {
  const end = Math.min(nibbleCount(a), nibbleCount(b))
  let index = from
  while (index < end && nibbleAt(a, index) === nibbleAt(b, index)) index++
  return index
}

/** Order of keys in a trie: by their bytes, a key before those that it is a prefix of. */
export function compareKeys(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length)
  for (let index = 0; index < end; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
