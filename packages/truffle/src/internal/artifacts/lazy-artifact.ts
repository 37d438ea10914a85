import type { TruffleArtifact } from '../../truffle-artifact.js'
import { type JsonMembers, printJsonMember } from './artifact-text.js'

const unread = new WeakMap<() => unknown, string>()

/**
 * An artifact whose members are parsed when they are first read, and are plain properties from then on. A new one at
 * each call: what one owner changes, another does not see.
 */
export function createLazyArtifact(members: JsonMembers): TruffleArtifact {
  const artifact = {}
  for (const [key, text] of members) defineLazy(artifact, key, text)
  return asArtifact(artifact)
}

/** A copy of an artifact that leaves unread what is unread, with some members replaced. */
export function copyArtifact(
  artifact: TruffleArtifact,
  changes: Partial<TruffleArtifact> = {},
): TruffleArtifact {
  const copy = {}
  for (const key of Object.keys(artifact)) {
    if (!copyUnreadMember(artifact, copy, key)) Reflect.set(copy, key, Reflect.get(artifact, key))
  }
  return asArtifact(Object.assign(copy, changes))
}

/** Gives `target` a member of an artifact that is as unread there. False when the member was read or is not there. */
export function copyUnreadMember(artifact: object, target: object, key: string): boolean {
  const text = unreadText(artifact, key)
  if (text !== undefined) defineLazy(target, key, text)
  return text !== undefined
}

/** The members of any artifact as texts; what was never read is not printed anew. */
export function artifactMembers(artifact: object): Map<string, string> {
  const members = new Map<string, string>()
  for (const key of Object.keys(artifact)) {
    const text = unreadText(artifact, key) ?? printJsonMember(Reflect.get(artifact, key))
    if (text !== undefined) members.set(key, text)
  }
  return members
}

/** Whether a member is there, and nobody has looked at it. */
export function isUnreadMember(artifact: object, key: string): boolean {
  return unreadText(artifact, key) !== undefined
}

function defineLazy(artifact: object, key: string, text: string): void {
  const get = (): unknown => {
    const value: unknown = JSON.parse(text)
    define(artifact, key, value)
    return value
  }
  unread.set(get, text)
  Object.defineProperty(artifact, key, {
    get,
    set: (value: unknown) => define(artifact, key, value),
    enumerable: true,
    configurable: true,
  })
}

function define(artifact: object, key: string, value: unknown): void {
  Object.defineProperty(artifact, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}

function unreadText(artifact: object, key: string): string | undefined {
  const get = Object.getOwnPropertyDescriptor(artifact, key)?.get
  return get === undefined ? undefined : unread.get(get)
}

/** Files of artifacts are not validated: as in Truffle, what is missing shows when it is used. */
function asArtifact(value: object): TruffleArtifact {
  return value as TruffleArtifact
}
