import type { AbiArgument } from '../../abi-value.js'
import type { TracedCall, TraceEntry } from '../../call-tree.js'

/** Addresses within a text. */
export const addressPattern: RegExp = /0x[\dA-Fa-f]{40}(?![\dA-Fa-f])/g

/** Where names come from, by address in lower case. */
export interface KnownNames {
  /** Of accounts and deployed contracts. */
  readonly given: ReadonlyMap<string, string>
  /** Of the contracts whose code was recognised. */
  readonly seen: ReadonlyMap<string, string>
}

/** Names of the addresses in a call that have one; contracts that share a name have a piece of their address behind it. */
export function namesIn(root: TracedCall, { given, seen }: KnownNames): Record<string, string> {
  const addresses = new Set(addressesOf(root))
  const names = new Map<string, string>()
  for (const address of addresses) {
    const name = given.get(address.toLowerCase()) ?? seen.get(address.toLowerCase())
    if (name !== undefined) names.set(address, name)
  }
  const isShared = (name: string): boolean =>
    [...names.values()].filter((other) => other === name).length > 1
  const shared = new Set([...names.values()].filter(isShared))
  return Object.fromEntries(
    [...names].map(([address, name]) => [
      address,
      shared.has(name) ? `${name}@${address.slice(2, 6)}…${address.slice(-4)}` : name,
    ]),
  )
}

function* addressesOf(entry: TraceEntry): Generator<string> {
  if (entry.entry === 'call') {
    yield* [entry.from, entry.to, entry.codeAddress]
    const { outcome } = entry
    yield* addressesIn(entry.values)
    if (outcome.status === 'returned') yield* addressesIn(outcome.values)
    if (outcome.status === 'reverted') yield* addressesIn(outcome.error?.values)
  }
  if (entry.entry === 'storage') {
    for (const { path, before, after } of entry.parts) {
      yield* `${path} ${before} ${after}`.match(addressPattern) ?? []
    }
  }
  if (entry.entry === 'internal') {
    for (const { value } of entry.values ?? []) yield* value.match(addressPattern) ?? []
  }
  if (entry.entry === 'event') yield* [entry.address, ...addressesIn(entry.values)]
  if (entry.entry === 'call' || entry.entry === 'internal') {
    for (const inner of entry.entries) yield* addressesOf(inner)
  }
}

function* addressesIn(values: readonly AbiArgument[] = []): Generator<string> {
  for (const { type, value } of values) {
    if (typeof value === 'string' && type === 'address') yield value
    if (Array.isArray(value)) yield* addressesIn(value)
  }
}
