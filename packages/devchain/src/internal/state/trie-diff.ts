import { compareKeys, divergence } from './nibbles.js'
import type { Branch, TrieEntry, TrieNode } from './trie-node.js'

/** What two tries hold under one key; undefined where there is nothing. Never the same twice. */
export interface TrieChange<E extends TrieEntry> {
  readonly from: E | undefined
  readonly to: E | undefined
}

type Node<E extends TrieEntry> = TrieNode<E> | undefined

/** All entries below `node` in the order of their keys. */
export function* walkNode<E extends TrieEntry>(node: Node<E>): Generator<E, void, undefined> {
  if (node === undefined) return
  if (node.kind === 'leaf') yield node.entry
  else if (node.kind === 'extension') yield* walkNode(node.child)
  else {
    if (node.terminal !== undefined) yield node.terminal
    for (const child of node.children) yield* walkNode(child)
  }
}

/**
 * Where two nodes of the same depth differ. Parts that one trie took over from the other are the
 * same objects and are not looked into: comparing a trie with an edited one costs what was edited.
 */
export function* diffNodes<E extends TrieEntry>(
  from: Node<E>,
  to: Node<E>,
): Generator<TrieChange<E>, void, undefined> {
  if (from === to) return
  if (from?.kind === 'branch' && to?.kind === 'branch') yield* diffBranches(from, to)
  else if (from?.kind === 'extension' && to?.kind === 'extension' && isSamePath(from, to)) {
    yield* diffBranches(from.child, to.child)
  } else yield* diffEntries(from, to)
}

function* diffBranches<E extends TrieEntry>(
  from: Branch<E>,
  to: Branch<E>,
): Generator<TrieChange<E>, void, undefined> {
  if (from === to) return
  if (from.terminal !== to.terminal) yield { from: from.terminal, to: to.terminal }
  for (let nibble = 0; nibble < 16; nibble++) {
    yield* diffNodes(from.child(nibble), to.child(nibble))
  }
}

interface Path {
  readonly key: Uint8Array
  readonly from: number
  readonly to: number
}

function isSamePath(a: Path, b: Path): boolean {
  return a.to === b.to && divergence(a.key, b.key, a.from) >= a.to
}

/** For nodes of different shape: both lists side by side. */
function* diffEntries<E extends TrieEntry>(
  from: Node<E>,
  to: Node<E>,
): Generator<TrieChange<E>, void, undefined> {
  const [before, after] = [[...walkNode(from)], [...walkNode(to)]]
  let [left, right] = [0, 0]
  while (left < before.length || right < after.length) {
    const [a, b] = [before[left], after[right]]
    const order = orderOf(a, b)
    if (order <= 0) left++
    if (order >= 0) right++
    if (order < 0) yield { from: a, to: undefined }
    else if (order > 0) yield { from: undefined, to: b }
    else if (a !== b) yield { from: a, to: b }
  }
}

function orderOf(a: TrieEntry | undefined, b: TrieEntry | undefined): number {
  if (a === undefined) return 1
  return b === undefined ? -1 : compareKeys(a.key, b.key)
}
