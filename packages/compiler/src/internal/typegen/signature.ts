import type { AbiEntry, AbiParameter } from '../../artifact.js'

function canonicalType({ type, components = [] }: AbiParameter): string {
  if (!type.startsWith('tuple')) return type
  return `(${components.map(canonicalType).join(',')})${type.slice('tuple'.length)}`
}

/** `transfer(address,uint256)`: what tells overloaded functions and events apart. */
export function signatureOf({ name = '', inputs = [] }: AbiEntry): string {
  return `${name}(${inputs.map(canonicalType).join(',')})`
}

/** Entries under each name, in the order of the ABI. */
export function groupByName(entries: readonly AbiEntry[]): Map<string, AbiEntry[]> {
  const groups = new Map<string, AbiEntry[]>()
  for (const entry of entries) {
    const name = entry.name ?? ''
    groups.set(name, [...(groups.get(name) ?? []), entry])
  }
  return groups
}
