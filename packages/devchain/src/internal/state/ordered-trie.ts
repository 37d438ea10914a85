import { Trie } from './trie.js'
import type { TrieHasher } from './trie-hasher.js'

/**
 * The root of a trie of `items` keyed by the RLP of their index: transactions, receipts and
 * withdrawals of a block.
 */
export function orderedTrieRoot(items: readonly Uint8Array[], hasher: TrieHasher): Uint8Array {
  const edits = items.map((value, index) => {
    const key = indexKey(index)
    return { key, entry: { key, value } }
  })
  return new Trie().edit(edits).root(hasher)
}

function indexKey(index: number): Uint8Array {
  if (index === 0) return Uint8Array.of(0x80)
  if (index < 0x80) return Uint8Array.of(index)
  if (index < 0x100) return Uint8Array.of(0x81, index)
  if (index < 0x10000) return Uint8Array.of(0x82, index >> 8, index & 0xff)
  return Uint8Array.of(0x83, index >> 16, (index >> 8) & 0xff, index & 0xff)
}
