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
  const { items, end } = span
  const children: TrieNode<E>[] = []
  let occupied = 0
  let start = terminal === undefined ? span.start : span.start + 1
  while (start < end) {
    const next = endOfGroup(span, start, depth)
    const child = buildNode({ items, start, end: next }, depth + 1)
    if (child !== undefined) children.push(child)
    occupied |= 1 << nibbleOf(items, start, depth)
    start = next
  }
  return new Branch({ children: children.slice(), occupied }, terminal)
}

/** The first item of `span` if its key ends at nibble `depth`. */
export function terminalOf<T extends { readonly key: Uint8Array }>(
  span: Span<T>,
  depth: number,
): T | undefined {
  const first = span.start < span.end ? span.items[span.start] : undefined
  return first !== undefined && nibbleCount(first.key) === depth ? first : undefined
}

/** The end of the part of `span` from `start` on whose keys have the same nibble at `depth`. */
export function endOfGroup<T extends { readonly key: Uint8Array }>(
  { items, end }: Span<T>,
  start: number,
  depth: number,
): number {
  let next = start + 1
  if (next >= end) return next
  const nibble = nibbleOf(items, start, depth)
  while (next < end && nibbleOf(items, next, depth) === nibble) next++
  return next
}

/** The nibble at `depth` of the key of an item. */
export function nibbleOf<T extends { readonly key: Uint8Array }>(
  items: readonly T[],
  index: number,
  depth: number,
): number {
  const item = items[index]
  return item === undefined ? -1 : nibbleAt(item.key, depth)
}
