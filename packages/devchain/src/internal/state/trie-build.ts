import { divergence, nibbleAt, nibbleCount } from './nibbles.js'
import { Branch, Extension, Leaf, type TrieEntry, type TrieNode } from './trie-node.js'

/** Items `start` to `end` of a list that is sorted by key. */
export interface Span<T extends { readonly key: Uint8Array }> {
  readonly items: readonly T[]
  readonly start: number
  readonly end: number
}

/** The node at nibble `depth` that holds exactly the entries of `span`, whose keys agree before it. */
export function buildNode<E extends TrieEntry>(
  span: Span<E>,
  depth: number,
): TrieNode<E> | undefined {
  const first = span.items[span.start]
  const last = span.items[span.end - 1]
  if (span.start >= span.end || first === undefined || last === undefined) return undefined
  if (first === last) return new Leaf(first, depth)
  const fork = divergence(first.key, last.key, depth)
  const branch = buildBranch(span, fork)
  return fork === depth ? branch : new Extension({ key: first.key, from: depth, to: fork }, branch)
}

function buildBranch<E extends TrieEntry>(span: Span<E>, depth: number): Branch<E> {
  const terminal = terminalOf(span, depth)
  const start = terminal === undefined ? span.start : span.start + 1
  const children: (TrieNode<E> | undefined)[] = new Array(16).fill(undefined)
  for (const [nibble, group] of groupByNibble({ ...span, start }, depth)) {
    children[nibble] = buildNode(group, depth + 1)
  }
  return new Branch(children, terminal)
}

/** The first item of `span` if its key ends at nibble `depth`. */
export function terminalOf<T extends { readonly key: Uint8Array }>(
  span: Span<T>,
  depth: number,
): T | undefined {
  const first = span.start < span.end ? span.items[span.start] : undefined
  return first !== undefined && nibbleCount(first.key) === depth ? first : undefined
}

/** The parts of `span` whose keys have the same nibble at `depth`. */
export function groupByNibble<T extends { readonly key: Uint8Array }>(
  span: Span<T>,
  depth: number,
): [nibble: number, group: Span<T>][] {
  const { items, end } = span
  const groups: [number, Span<T>][] = []
  let start = span.start
  while (start < end) {
    const nibble = nibbleOf(items, start, depth)
    let next = start + 1
    while (next < end && nibbleOf(items, next, depth) === nibble) next++
    groups.push([nibble, { items, start, end: next }])
    start = next
  }
  return groups
}

function nibbleOf<T extends { readonly key: Uint8Array }>(
  items: readonly T[],
  index: number,
  depth: number,
): number {
  const item = items[index]
  return item === undefined ? -1 : nibbleAt(item.key, depth)
}
