import type { Crypto } from '../crypto.js'
import { nibbleAt, nibbleCount } from './nibbles.js'
import { RlpWriter } from './rlp.js'
import type {
  Branch,
  ChildHashes,
  Extension,
  Leaf,
  NodeReference,
  TrieEntry,
  TrieNode,
} from './trie-node.js'

const leafFlag = 0x20
const branchWidth = 16
const hashWords = 8
const hashBytes = 32

/** From so many children on, a branch has their hashes side by side: fewer are as quickly gathered. */
const wideBranch = 8

/** How many words of references share an array: 128 hashes. */
const slabWords = 1024

/** What tries are hashed with. */
export type HashFunctions = Pick<Crypto, 'keccak256' | 'keccak256To' | 'hashBranch'>

/** Encodes and hashes trie nodes, each once: nodes keep their reference. */
export class TrieHasher {
  readonly #crypto: HashFunctions
  readonly #writer = new RlpWriter()
  /** The hashes of the children of a branch that has them nowhere side by side. */
  readonly #gathered = new Int32Array(branchWidth * hashWords)
  #slab = new Int32Array(slabWords)
  #freePlace = 0
  /** The root of a trie without entries. */
  readonly emptyRoot: Uint8Array

  constructor(crypto: HashFunctions) {
    this.#crypto = crypto
    this.emptyRoot = crypto.keccak256(Uint8Array.of(0x80))
  }

  /** The root hash of the trie under `node`. */
  root(node: TrieNode<TrieEntry> | undefined): Uint8Array {
    if (node === undefined) return this.emptyRoot
    this.refer(node)
    const reference = referenceBytes(node)
    return node.size === hashBytes ? reference : this.#crypto.keccak256(reference)
  }

  /** Whether a parent has the node itself and not its hash. */
  isInline(node: TrieNode<TrieEntry>): boolean {
    this.refer(node)
    return node.size < hashBytes
  }

  /** The RLP encoding of `node`. */
  encoding(node: TrieNode<TrieEntry>): Uint8Array {
    return this.#write(node).slice()
  }

  /** Works out what a parent has of `node`, unless it is known. */
  refer(node: TrieNode<TrieEntry>): void {
    if (node.slab !== undefined) return
    if (node.kind === 'branch' && this.#referBranch(node)) return
    const encoding = this.#write(node)
    const place = this.#placeOf(node, Math.min(encoding.length, hashBytes))
    if (encoding.length < hashBytes) pack(encoding, this.#slab, place)
    else this.#crypto.keccak256To(encoding, this.#slab, place)
  }

  /** What most branches are: without a value, and of children that are hashed. False for any other. */
  #referBranch(branch: Branch<TrieEntry>): boolean {
    const hashes = branch.terminal === undefined ? this.#hashChildren(branch) : undefined
    if (hashes === undefined) return false
    const place = this.#placeOf(branch, hashBytes)
    this.#crypto.hashBranch(hashes, branch.occupied, this.#slab, place)
    return true
  }

  /** Gives the node a place in the slab for its reference. */
  #placeOf(node: NodeReference, size: number): number {
    if (this.#freePlace === slabWords) {
      this.#slab = new Int32Array(slabWords)
      this.#freePlace = 0
    }
    const place = this.#freePlace
    node.stand(this.#slab, place, size)
    this.#freePlace += hashWords
    return place
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

  #writeLeaf({ entry, from }: Leaf<TrieEntry>): Uint8Array {
    entry.prepare?.(this)
    const writer = this.#writer
    writer.restart()
    entry.writeValue(writer)
    writer.endString(0)
    this.#writePath({ key: entry.key, from, to: nibbleCount(entry.key), flag: leafFlag })
    writer.endList(0)
    return writer.written
  }

  #writeExtension({ key, from, to, child }: Extension<TrieEntry>): Uint8Array {
    // A child writes to the same buffer, so it must be hashed before this node starts.
    this.refer(child)
    const writer = this.#writer
    writer.restart()
    writer.reference(child)
    this.#writePath({ key, from, to, flag: 0 })
    writer.endList(0)
    return writer.written
  }

  #writeBranch(branch: Branch<TrieEntry>): Uint8Array {
    const { children, occupied, terminal } = branch
    // Children write to the same buffer, so all of them must be hashed before this node starts.
    for (const child of children) this.refer(child)
    terminal?.prepare?.(this)
    const writer = this.#writer
    writer.restart()
    terminal?.writeValue(writer)
    writer.endString(0)
    let index = children.length
    for (let nibble = branchWidth - 1; nibble >= 0; nibble--) {
      const child = (occupied & (1 << nibble)) === 0 ? undefined : children[--index]
      if (child === undefined) writer.byte(0x80)
      else writer.reference(child)
    }
    writer.endList(0)
    return writer.written
  }

  /** The hashes of all children side by side, by nibble; undefined when one has none, as it is shorter. */
  #hashChildren(branch: Branch<TrieEntry>): Int32Array | undefined {
    const { children, occupied, hashes } = branch
    if (hashes !== undefined) return this.#refreshHashes(branch, hashes)
    let areHashed = true
    for (let index = 0; index < children.length; index++) {
      const child = children[index]
      if (child === undefined) continue
      if (child.slab === undefined) this.refer(child)
      if (child.size < hashBytes) areHashed = false
    }
    if (!areHashed) return undefined
    const isWide = children.length >= wideBranch
    const words = isWide ? new Int32Array(branchWidth * hashWords) : this.#gathered
    copyHashes(children, occupied, words)
    if (isWide) branch.hashes = { words, stale: 0 }
    return words
  }

  #refreshHashes(branch: Branch<TrieEntry>, hashes: ChildHashes): Int32Array | undefined {
    const { words } = hashes
    for (let stale = hashes.stale & branch.occupied; stale !== 0; stale &= stale - 1) {
      const nibble = lowestBit(stale)
      const child = branch.child(nibble)
      if (child === undefined) continue
      if (child.slab === undefined) this.refer(child)
      if (child.size < hashBytes) {
        branch.hashes = undefined
        return this.#hashChildren(branch)
      }
      copyHash(child, words, nibble * hashWords)
    }
    hashes.stale = 0
    return words
  }

  /** Hex-prefix encoding: the flag, the parity, then the nibbles in pairs. */
  #writePath({ key, from, to, flag }: Path): void {
    const writer = this.#writer
    const before = writer.size
    const isOdd = ((to - from) & 1) === 1
    const start = isOdd ? from + 1 : from
    // Pairs mostly are bytes of the key, as in all leaves.
    if ((to & 1) === 0) writer.part(key, start >> 1, to >> 1)
    else {
      for (let index = to; index > start; index -= 2) {
        writer.byte((nibbleAt(key, index - 2) << 4) | nibbleAt(key, index - 1))
      }
    }
    writer.byte(isOdd ? flag | 0x10 | nibbleAt(key, from) : flag)
    writer.endString(before)
  }
}

interface Path {
  readonly key: Uint8Array
  readonly from: number
  readonly to: number
  readonly flag: number
}

/** Puts the hashes of children, all of which have one, in their places by nibble. */
function copyHashes(
  children: readonly NodeReference[],
  occupied: number,
  hashes: Int32Array,
): void {
  let rest = occupied
  for (let index = 0; index < children.length; index++) {
    const child = children[index]
    if (child !== undefined) copyHash(child, hashes, lowestBit(rest) * hashWords)
    rest &= rest - 1
  }
}

/** Without a loop, whose every turn costs as much as a word until V8 has optimized it. */
function copyHash({ slab, place }: NodeReference, hashes: Int32Array, to: number): void {
  if (slab === undefined) return
  hashes[to] = slab[place] ?? 0
  hashes[to + 1] = slab[place + 1] ?? 0
  hashes[to + 2] = slab[place + 2] ?? 0
  hashes[to + 3] = slab[place + 3] ?? 0
  hashes[to + 4] = slab[place + 4] ?? 0
  hashes[to + 5] = slab[place + 5] ?? 0
  hashes[to + 6] = slab[place + 6] ?? 0
  hashes[to + 7] = slab[place + 7] ?? 0
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}

function pack(bytes: Uint8Array, words: Int32Array, place: number): void {
  for (let index = 0; index < bytes.length; index++) {
    const word = place + (index >> 2)
    words[word] = (words[word] ?? 0) | ((bytes[index] ?? 0) << ((index & 3) * 8))
  }
}

function referenceBytes({ slab, place, size }: NodeReference): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let index = 0; index < size; index++) {
    bytes[index] = ((slab?.[place + (index >> 2)] ?? 0) >>> ((index & 3) * 8)) & 0xff
  }
  return bytes
}
