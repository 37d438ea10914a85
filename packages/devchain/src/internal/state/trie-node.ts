/**
 * What a leaf holds. Entries are immutable; they may know more than their encoding (the plain key,
 * a decoded account), so that reading a trie decodes nothing.
 */
export interface TrieEntry {
  readonly key: Uint8Array
  /** The bytes that the leaf commits to. Read when the leaf is hashed, and for proofs. */
  readonly value: Uint8Array
}

/**
 * A node of a Merkle Patricia trie, immutable but for `reference`: its hash (32 bytes), or its
 * encoding when that is shorter, filled in when it is first needed.
 *
 * Paths are not copied out: a node names the span of nibbles of a key below it.
 */
export type TrieNode<E extends TrieEntry> = Leaf<E> | Extension<E> | Branch<E>

export class Leaf<E extends TrieEntry> {
  readonly kind = 'leaf'
  readonly entry: E
  /** The first nibble of the entry's key that the leaf's path holds; it goes on to the end. */
  readonly from: number
  reference: Uint8Array | undefined = undefined

  constructor(entry: E, from: number) {
    this.entry = entry
    this.from = from
  }
}

export class Extension<E extends TrieEntry> {
  readonly kind = 'extension'
  /** A key with the path in its nibbles `from` to `to`. */
  readonly key: Uint8Array
  readonly from: number
  readonly to: number
  readonly child: Branch<E>
  reference: Uint8Array | undefined = undefined

  constructor(path: { key: Uint8Array; from: number; to: number }, child: Branch<E>) {
    this.key = path.key
    this.from = path.from
    this.to = path.to
    this.child = child
  }
}

export class Branch<E extends TrieEntry> {
  readonly kind = 'branch'
  /** Sixteen, by nibble. */
  readonly children: readonly (TrieNode<E> | undefined)[]
  /** The entry whose key ends here; never one where all keys have the same length. */
  readonly terminal: E | undefined
  reference: Uint8Array | undefined = undefined

  constructor(children: readonly (TrieNode<E> | undefined)[], terminal: E | undefined) {
    this.children = children
    this.terminal = terminal
  }
}
