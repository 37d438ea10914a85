import { artifactKeys, isCustomKey, schemaVersion } from './artifact-keys.js'
import { type JsonMembers, printJsonMember } from './artifact-text.js'

/**
 * The members of an artifact file that replaces `old`: all of the new one's, in Truffle's order, the networks of both,
 * and what was kept under keys of its own (`x-…`).
 */
export function mergeArtifactMembers(
  next: JsonMembers,
  old: JsonMembers | undefined,
  updatedAt: string,
): JsonMembers {
  const merged = new Map<string, string>()
  for (const key of artifactKeys) {
    const text = key in replaced ? replaced[key]?.(next, old, updatedAt) : next.get(key)
    if (text !== undefined) merged.set(key, text)
  }
  for (const members of [old, next]) {
    for (const [key, text] of members ?? []) if (isCustomKey(key)) merged.set(key, text)
  }
  return merged
}

type Replacement = (next: JsonMembers, old: JsonMembers | undefined, updatedAt: string) => string

const replaced: Readonly<Partial<Record<string, Replacement>>> = {
  networks: (next, old) => mergeNetworks(old?.get('networks'), next.get('networks')),
  schemaVersion: () => JSON.stringify(schemaVersion),
  updatedAt: (_next, _old, updatedAt) => JSON.stringify(updatedAt),
}

function mergeNetworks(old: string | undefined, next: string | undefined): string {
  if (old === undefined || old === '{}') return next ?? '{}'
  if (next === undefined || next === '{}') return old
  return printJsonMember(mergeDeep(JSON.parse(old), JSON.parse(next))) ?? '{}'
}

/** As lodash's merge: the newer value wins, objects and arrays are merged member by member. */
export function mergeDeep(old: unknown, next: unknown): unknown {
  if (Array.isArray(old) && Array.isArray(next)) {
    return Array.from({ length: Math.max(old.length, next.length) }, (_, index) =>
      mergeDeep(old[index], next[index]),
    )
  }
  if (!isObject(old) || !isObject(next)) return next === undefined ? old : next
  const merged: Record<string, unknown> = { ...old }
  for (const [key, value] of Object.entries(next)) merged[key] = mergeDeep(old[key], value)
  return merged
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
