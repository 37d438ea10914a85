import type { RlpWriter } from './rlp.js'
import type { TrieHasher } from './trie-hasher.js'

/**
 * What a leaf holds. Entries are immutable; they may know more than their encoding (the plain key,
 * a decoded account), so that reading a trie decodes nothing.
 */
export interface TrieEntry {
  readonly key: Uint8Array
  /** Hashes what the value refers to. Called before each `writeValue`. */
  prepare?(hasher: TrieHasher): void
  /** Writes the bytes that the leaf commits to, without a header. Called when it is hashed, and for proofs. */
  writeValue(writer: RlpWriter): void
}

const lengthBits = 6
const lengthMask = (1 << lengthBits) - 1

/**
 * What a parent has of a node: its hash, or its encoding when that is shorter than a hash. It stands
 * in an array with many others, since an array of its own costs several times its bytes.
 */
export class NodeReference {
  /** Undefined until it is first needed. */
  slab: Int32Array | undefined = undefined
  /** The first of its words in `slab`, and its length: nodes are many, and a field more in each is felt. */
  #span = 0

  get place(): number {
    return this.#span >>> lengthBits
  }

  /** In bytes; 32 is a hash. */
  get size(): number {
    return this.#span & lengthMask
  }

  /** Says where the reference is going to stand. */
  stand(slab: Int32Array, place: number, size: number): void {
    this.slab = slab
    this.#span = (place << lengthBits) | size
  }
}

/**
 * A node of a Merkle Patricia trie, immutable but for its reference, filled in when it is first
 * needed.
 *
 * Paths are not copied out: a node names the span of nibbles of a key below it.
 */
export type TrieNode<E extends TrieEntry> = Leaf<E> | Extension<E> | Branch<E>

export class Leaf<E extends TrieEntry> extends NodeReference {
  declare readonly kind: 'leaf'
  readonly entry: E
  /** The first nibble of the entry's key that the leaf's path holds; it goes on to the end. */
  readonly from: number

  constructor(entry: E, from: number) {
    super()
    this.entry = entry
    this.from = from
  }
}

export class Extension<E extends TrieEntry> extends NodeReference {
  declare readonly kind: 'extension'
  /** A key with the path in its nibbles `from` to `to`. */
  readonly key: Uint8Array
  readonly from: number
  readonly to: number
  readonly child: Branch<E>

  constructor(path: { key: Uint8Array; from: number; to: number }, child: Branch<E>) {
    super()
    this.key = path.key
    this.from = path.from
    this.to = path.to
    this.child = child
  }
}

export class Branch<E extends TrieEntry> extends NodeReference {
  declare readonly kind: 'branch'
  /** The children in the order of their nibbles, without gaps: most branches of a large trie have few. */
  readonly children: readonly TrieNode<E>[]
  /** A bit for each nibble that has a child. */
  readonly occupied: number
  /** The entry whose key ends here; never one where all keys have the same length. */
  readonly terminal: E | undefined
  /** Of a wide branch: its children are hashed together again and again. */
  hashes: ChildHashes | undefined = undefined

  constructor({ children, occupied }: Children<E>, terminal: E | undefined) {
    super()
    this.children = children
    this.occupied = occupied
    this.terminal = terminal
  }

  child(nibble: number): TrieNode<E> | undefined {
    const bit = 1 << nibble
    if ((this.occupied & bit) === 0) return undefined
    return this.children[childIndex(this.occupied, nibble)]
  }

  /** Takes the hashes of `before`, which differs in some children: a bit for each. It is hardly asked again. */
  takeHashes(before: Branch<E>, changed: number): void {
    const { hashes } = before
    if (hashes === undefined) return
    hashes.stale |= changed
    this.hashes = hashes
    before.hashes = undefined
  }
}

// What all nodes of a kind have alike is in none of them.
Object.assign(Leaf.prototype, { kind: 'leaf' })
Object.assign(Extension.prototype, { kind: 'extension' })
Object.assign(Branch.prototype, { kind: 'branch' })

/** The hashes of the children of a branch side by side, by nibble. */
export interface ChildHashes {
  readonly words: Int32Array
  /** A bit for each child whose hash is not in `words`. */
  stale: number
}

/** The children of a branch, as it has them. */
export interface Children<E extends TrieEntry> {
  readonly children: readonly TrieNode<E>[]
  readonly occupied: number
}

/** The children with another at `nibble`, or with none there. */
export function withChild<E extends TrieEntry>(
  { children, occupied }: Children<E>,
  nibble: number,
  child: TrieNode<E> | undefined,
): Children<E> {
  const bit = 1 << nibble
  const index = childIndex(occupied, nibble)
  const known = (occupied & bit) === 0 ? 0 : 1
  if (child === undefined) {
    return { children: children.toSpliced(index, known), occupied: occupied & ~bit }
  }
  // No array has room to grow: most branches are kept for good.
  const edited = known === 1 ? children.slice() : children.toSpliced(index, 0, child)
  if (known === 1) edited[index] = child
  return { children: edited, occupied: occupied | bit }
}

/** Where among the children that of `nibble` is, or would be: so many of the bits before its own are set. */
function childIndex(occupied: number, nibble: number): number {
  const bits = occupied & ((1 << nibble) - 1)
  const pairs = bits - ((bits >> 1) & 0x5555)
  const nibbles = (pairs & 0x3333) + ((pairs >> 2) & 0x3333)
  const bytes = (nibbles + (nibbles >> 4)) & 0x0f0f
  return (bytes + (bytes >> 8)) & 0x1f
}
