import { KECCAK256_RLP } from '@ethereumjs/util'
import { isSameBytes } from '../bytes.js'
import { compareKeys, nibbleAt, nibbleCount } from './nibbles.js'
import type { RlpWriter } from './rlp.js'
import { diffNodes, type TrieChange, walkNode } from './trie-diff.js'
import { editNode, type TrieEdit } from './trie-edit.js'
import type { TrieHasher } from './trie-hasher.js'
import type { TrieEntry, TrieNode } from './trie-node.js'

/**
 * A Merkle Patricia trie that never changes: editing gives a new one that shares all that is equal.
 * Keeping an old one costs nothing but the nodes that differ.
 */
export class Trie<E extends TrieEntry> {
  readonly #node: TrieNode<E> | undefined

  constructor(node?: TrieNode<E>) {
    this.#node = node
  }

  get isEmpty(): boolean {
    return this.#node === undefined
  }

  /** The entry of `key`. */
  get(key: Uint8Array): E | undefined {
    const end = nibbleCount(key)
    let node = this.#node
    let depth = 0
    while (node !== undefined) {
      if (node.kind === 'leaf') return isSameBytes(node.entry.key, key) ? node.entry : undefined
      if (node.kind === 'extension') {
        // The path is not compared: the leaf at the end holds its whole key and settles the matter.
        depth = node.to
        node = node.child
      }
      if (depth >= end) {
        const { terminal } = node
        return terminal !== undefined && isSameBytes(terminal.key, key) ? terminal : undefined
      }
      node = node.child(nibbleAt(key, depth++))
    }
    return undefined
  }

  /** The trie with `edits` made: for each key the entry to put, or undefined to delete. */
  edit(edits: readonly TrieEdit<E>[]): Trie<E> {
    const items = edits.length > 1 ? sorted(edits) : edits
    const node = editNode(this.#node, 0, { items, start: 0, end: items.length })
    return node === this.#node ? this : new Trie(node)
  }

  /** The root hash. Hashes only nodes that were not part of a hashed trie before. */
  root(hasher: TrieHasher): Uint8Array {
    return hasher.root(this.#node)
  }

  /** Works out the root hash, so that `writeRoot` has it. */
  hash(hasher: TrieHasher): void {
    if (this.#node !== undefined) hasher.refer(this.#node)
  }

  /** Writes the root hash as a string. Only for keys of 32 bytes, whose roots are never written out. */
  writeRoot(writer: RlpWriter): void {
    if (this.#node === undefined) writer.string(KECCAK256_RLP)
    else writer.reference(this.#node)
  }

  /**
   * The encodings of the nodes from the root towards `key` as far as there are any: they prove its
   * value, or that it has none. Nodes that are part of their parent's encoding are not repeated.
   */
  proof(key: Uint8Array, hasher: TrieHasher): Uint8Array[] {
    const proof: Uint8Array[] = []
    let node = this.#node
    let depth = 0
    while (node !== undefined) {
      if (proof.length === 0 || !hasher.isInline(node)) {
        proof.push(hasher.encoding(node))
      }
      if (node.kind === 'leaf') break
      if (node.kind === 'extension') {
        for (; depth < node.to; depth++) {
          if (depth >= nibbleCount(key)) return proof
          if (nibbleAt(key, depth) !== nibbleAt(node.key, depth)) return proof
        }
        node = node.child
      } else {
        if (depth >= nibbleCount(key)) break
        node = node.child(nibbleAt(key, depth++))
      }
    }
    return proof
  }

  /** All entries in the order of their keys, beginning with the first key not below `from`. */
  *entries(from: Uint8Array = new Uint8Array()): Generator<E, void, undefined> {
    for (const entry of walkNode(this.#node)) {
      if (compareKeys(entry.key, from) >= 0) yield entry
    }
  }

  /** Where this trie differs from `before`, in no order. Costs what differs when one came of the other. */
  changesSince(before: Trie<E> | undefined): Iterable<TrieChange<E>> {
    return diffNodes(before === undefined ? undefined : before.#node, this.#node)
  }
}

/** In the order of their keys. A block changes a few, for which insertion beats `toSorted`. */
function sorted<T extends { readonly key: Uint8Array }>(items: readonly T[]): readonly T[] {
  if (items.length > 12) return items.toSorted((a, b) => compareKeys(a.key, b.key))
  const result: T[] = []
  for (const item of items) {
    let place = result.length
    for (; place > 0; place--) {
      const before = result[place - 1]
      if (before === undefined || compareKeys(before.key, item.key) <= 0) break
      result[place] = before
    }
    result[place] = item
  }
  return result
}
