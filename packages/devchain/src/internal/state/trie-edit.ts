import { isSameBytes } from '../bytes.js'
import { divergence, nibbleAt } from './nibbles.js'
import { buildNode, endOfGroup, nibbleOf, type Span, terminalOf } from './trie-build.js'
import {
  Branch,
  type Children,
  Extension,
  Leaf,
  type TrieEntry,
  type TrieNode,
  withChild,
} from './trie-node.js'

/** A change of one key: the entry to put, or undefined to delete. */
export interface TrieEdit<E extends TrieEntry> {
  readonly key: Uint8Array
  readonly entry: E | undefined
}

type Edits<E extends TrieEntry> = Span<TrieEdit<E>>
const nobody = { children: [], occupied: 0 }

type MaybeNode<E extends TrieEntry> = TrieNode<E> | undefined

/**
 * `node`, which sits at nibble `depth`, with the edits made: one pass for any number of them, in
 * which each node on a changed path is copied once. Gives `node` itself back when nothing changed.
 */
export function editNode<E extends TrieEntry>(
  node: MaybeNode<E>,
  depth: number,
  edits: Edits<E>,
): MaybeNode<E> {
  if (edits.start === edits.end) return node
  switch (node?.kind) {
    case undefined:
      return buildNode(spanOf(entriesOf(edits)), depth)
    case 'leaf':
      return editLeaf(node, edits)
    case 'extension':
      return editExtension(node, edits)
    case 'branch':
      return editBranch(node, depth, edits)
  }
}

function editLeaf<E extends TrieEntry>(leaf: Leaf<E>, edits: Edits<E>): MaybeNode<E> {
  const entries = entriesOf(edits)
  if (!hasKey(edits, leaf.entry.key)) {
    const place = entries.findIndex((entry) => precedes(leaf.entry.key, entry.key, leaf.from))
    entries.splice(place === -1 ? entries.length : place, 0, leaf.entry)
  }
  if (entries.length === 1 && entries[0] === leaf.entry) return leaf
  return buildNode(spanOf(entries), leaf.from)
}

function editExtension<E extends TrieEntry>(node: Extension<E>, edits: Edits<E>): MaybeNode<E> {
  const { key, from, to, child } = node
  const fork = Math.min(to, forkOf(key, edits, from))
  if (fork === to) {
    const edited = editBranch(child, to, edits)
    return edited === child ? node : prefixed(edited, { key, from, to })
  }
  // The edits leave the path half way: a branch goes there, with what remains of the path below it.
  const below = prefixed(child, { key, from: fork + 1, to })
  const branch = new Branch(withChild(nobody, nibbleAt(key, fork), below), undefined)
  const edited = editBranch(branch, fork, edits)
  if (edited === branch) return node
  // Edits that all go the old way leave it a branch with one way on, which is none.
  const isBranch = edited?.kind === 'branch'
  const normal = isBranch ? normalBranch(edited, edited.terminal, fork) : edited
  return prefixed(normal, { key, from, to: fork })
}

function editBranch<E extends TrieEntry>(
  node: Branch<E>,
  depth: number,
  edits: Edits<E>,
): MaybeNode<E> {
  const terminal = terminalOf(edits, depth)
  let edited: Children<E> = node
  let isChanged = terminal !== undefined && terminal.entry !== node.terminal
  let changedChildren = 0
  let isSmaller = terminal !== undefined && terminal.entry === undefined
  const { items, end } = edits
  let start = terminal === undefined ? edits.start : edits.start + 1
  while (start < end) {
    const nibble = nibbleOf(items, start, depth)
    const next = endOfGroup(edits, start, depth)
    const before = node.child(nibble)
    const after = editNode(before, depth + 1, { items, start, end: next })
    start = next
    if (after === before) continue
    edited = withChild(edited, nibble, after)
    isChanged = true
    changedChildren |= 1 << nibble
    if (after === undefined) isSmaller = true
  }
  if (!isChanged) return node
  const entry = terminal === undefined ? node.terminal : terminal.entry
  if (isSmaller) return normalBranch(edited, entry, depth)
  const branch = new Branch(edited, entry)
  branch.takeHashes(node, changedChildren)
  return branch
}

/** The branch, or what takes its place when it has fewer than two ways on. */
function normalBranch<E extends TrieEntry>(
  content: Children<E>,
  terminal: E | undefined,
  depth: number,
): MaybeNode<E> {
  const [only, ...others] = content.children
  if (only === undefined) return terminal === undefined ? undefined : new Leaf(terminal, depth)
  if (others.length > 0 || terminal !== undefined) return new Branch(content, terminal)
  return prefixed(only, { key: someKey(only), from: depth, to: depth + 1 })
}

/** `node` reached over the nibbles of `path` in front of it. */
function prefixed<E extends TrieEntry>(
  node: MaybeNode<E>,
  path: { key: Uint8Array; from: number; to: number },
): MaybeNode<E> {
  if (node === undefined || path.from === path.to) return node
  switch (node.kind) {
    case 'leaf':
      return new Leaf(node.entry, path.from)
    case 'extension':
      return new Extension({ key: node.key, from: path.from, to: node.to }, node.child)
    case 'branch':
      return new Extension(path, node)
  }
}

function someKey<E extends TrieEntry>(node: TrieNode<E>): Uint8Array {
  if (node.kind === 'leaf') return node.entry.key
  if (node.kind === 'extension') return node.key
  if (node.terminal !== undefined) return node.terminal.key
  const [child] = node.children
  return child === undefined ? new Uint8Array() : someKey(child)
}

function forkOf<E extends TrieEntry>(key: Uint8Array, edits: Edits<E>, from: number): number {
  // Sorted keys: what the first and the last have in common with the path, all between have too.
  const first = edits.items[edits.start]
  const last = edits.items[edits.end - 1]
  if (first === undefined || last === undefined) return from
  const fork = divergence(key, first.key, from)
  return first === last ? fork : Math.min(fork, divergence(key, last.key, from))
}

function precedes(a: Uint8Array, b: Uint8Array, from: number): boolean {
  const fork = divergence(a, b, from)
  if (fork >= a.length * 2) return true
  return fork < b.length * 2 && nibbleAt(a, fork) < nibbleAt(b, fork)
}

function hasKey<E extends TrieEntry>(edits: Edits<E>, key: Uint8Array): boolean {
  for (let index = edits.start; index < edits.end; index++) {
    const edit = edits.items[index]
    if (edit !== undefined && isSameBytes(edit.key, key)) return true
  }
  return false
}

function entriesOf<E extends TrieEntry>(edits: Edits<E>): E[] {
  const entries: E[] = []
  for (let index = edits.start; index < edits.end; index++) {
    const entry = edits.items[index]?.entry
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}

function spanOf<T extends { readonly key: Uint8Array }>(items: readonly T[]): Span<T> {
  return { items, start: 0, end: items.length }
}
