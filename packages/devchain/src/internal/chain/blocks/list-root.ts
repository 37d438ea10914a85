import { KECCAK256_RLP } from '@ethereumjs/util'
import type { Crypto } from '../../crypto.js'
import { orderedTrieRoot } from '../../state/ordered-trie.js'
import type { TrieHasher } from '../../state/trie-hasher.js'
import { hashRlp } from '../rlp.js'

/** What hashes a block. */
export interface BlockTools {
  readonly crypto: Crypto
  readonly hasher: TrieHasher
}

/** The path of the only item, a leaf's of even length: RLP of 0 is 0x80. */
const onlyPath = Uint8Array.of(0x20, 0x80)

/** The root of the trie of transactions or receipts of a block. Blocks mostly have one. */
export function listRoot(items: readonly Uint8Array[], { crypto, hasher }: BlockTools): Uint8Array {
  const [only] = items
  if (only === undefined) return KECCAK256_RLP
  if (items.length > 1) return orderedTrieRoot(items, hasher)
  return hashRlp([onlyPath, only], crypto.keccak256)
}
