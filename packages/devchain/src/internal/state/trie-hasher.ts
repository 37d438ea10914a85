import { nibbleAt, nibbleCount } from './nibbles.js'
import { RlpWriter, stringSize } from './rlp.js'
import type { Branch, Extension, Leaf, TrieEntry, TrieNode } from './trie-node.js'

const leafFlag = 0x20
const branchWidth = 16

/** Encodes and hashes trie nodes, each once: nodes keep their reference. */
export class TrieHasher {
  readonly #keccak256: (data: Uint8Array) => Uint8Array
  readonly #writer = new RlpWriter()
  /** The root of a trie without entries. */
  readonly emptyRoot: Uint8Array

  constructor(keccak256: (data: Uint8Array) => Uint8Array) {
    this.#keccak256 = keccak256
    this.emptyRoot = keccak256(Uint8Array.of(0x80))
  }

  /** The root hash of the trie under `node`. */
  root(node: TrieNode<TrieEntry> | undefined): Uint8Array {
    if (node === undefined) return this.emptyRoot
    const reference = this.reference(node)
    return reference.length === 32 ? reference : this.#keccak256(reference)
  }

  /** How a parent refers to `node`: by hash, or by the encoding itself when it is under 32 bytes. */
  reference(node: TrieNode<TrieEntry>): Uint8Array {
    if (node.reference !== undefined) return node.reference
    const encoding = this.#write(node)
    node.reference = encoding.length < 32 ? encoding.slice() : this.#keccak256(encoding)
    return node.reference
  }

  /** The RLP encoding of `node`. */
  encoding(node: TrieNode<TrieEntry>): Uint8Array {
    return this.#write(node).slice()
  }

  /** The encoding as a view that the next call overwrites. */
  #write(node: TrieNode<TrieEntry>): Uint8Array {
    switch (node.kind) {
      case 'leaf':
        return this.#writeLeaf(node)
      case 'extension':
        return this.#writeExtension(node)
      case 'branch':
        return this.#writeBranch(node)
    }
  }

  #writeLeaf(node: Leaf<TrieEntry>): Uint8Array {
    const { key, value } = node.entry
    const path = { key, from: node.from, to: nibbleCount(key), flag: leafFlag }
    this.#writer.startList(pathSize(path) + stringSize(value))
    this.#writePath(path)
    this.#writer.writeString(value)
    return this.#writer.written()
  }

  #writeExtension(node: Extension<TrieEntry>): Uint8Array {
    const child = this.reference(node.child)
    const path = { key: node.key, from: node.from, to: node.to, flag: 0 }
    this.#writer.startList(pathSize(path) + referenceSize(child))
    this.#writePath(path)
    this.#writeReference(child)
    return this.#writer.written()
  }

  #writeBranch(node: Branch<TrieEntry>): Uint8Array {
    // Children write to the same buffer, so all of them must be hashed before this node starts.
    let size = node.terminal === undefined ? 1 : stringSize(node.terminal.value)
    for (const child of node.children) {
      size += child === undefined ? 1 : referenceSize(this.reference(child))
    }
    this.#writer.startList(size)
    for (let nibble = 0; nibble < branchWidth; nibble++) {
      const child = node.children[nibble]
      if (child?.reference === undefined) this.#writer.writeByte(0x80)
      else this.#writeReference(child.reference)
    }
    if (node.terminal === undefined) this.#writer.writeByte(0x80)
    else this.#writer.writeString(node.terminal.value)
    return this.#writer.written()
  }

  #writeReference(reference: Uint8Array): void {
    if (reference.length === 32) this.#writer.writeByte(0xa0)
    this.#writer.writeRaw(reference)
  }

  /** Hex-prefix encoding: the flag, the parity, then the nibbles in pairs. */
  #writePath({ key, from, to, flag }: Path): void {
    const size = pathBytes({ from, to })
    if (size > 1) this.#writer.writeByte(0x80 + size)
    let index = from
    const isOdd = ((to - from) & 1) === 1
    this.#writer.writeByte(isOdd ? flag | 0x10 | nibbleAt(key, index++) : flag)
    for (; index < to; index += 2) {
      this.#writer.writeByte((nibbleAt(key, index) << 4) | nibbleAt(key, index + 1))
    }
  }
}

interface Path {
  readonly key: Uint8Array
  readonly from: number
  readonly to: number
  readonly flag: number
}

function pathBytes({ from, to }: { from: number; to: number }): number {
  return ((to - from) >> 1) + 1
}

function pathSize(path: Path): number {
  const size = pathBytes(path)
  return size === 1 ? 1 : size + 1
}

function referenceSize(reference: Uint8Array): number {
  return reference.length === 32 ? 33 : reference.length
}
