import type { RlpWriter } from './rlp.js'
import { Trie } from './trie.js'
import type { TrieHasher } from './trie-hasher.js'
import type { TrieEntry } from './trie-node.js'

/** An entry that is nothing but its bytes. */
export class BytesEntry implements TrieEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array

  constructor(key: Uint8Array, value: Uint8Array) {
    this.key = key
    this.value = value
  }

  writeValue(writer: RlpWriter): void {
    writer.raw(this.value)
  }
}

/**
 * The root of a trie of `items` keyed by the RLP of their index: transactions, receipts and
 * withdrawals of a block.
 */
export function orderedTrieRoot(items: readonly Uint8Array[], hasher: TrieHasher): Uint8Array {
  const edits = items.map((value, index) => {
    const key = indexKey(index)
    return { key, entry: new BytesEntry(key, value) }
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
