import { readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sourceUnreadableError } from '../../errors.js'

/** What lies at a path. `at` is the first part of it that is missing or written in another case. */
export type Found =
  | { readonly kind: 'file' | 'directory' }
  | { readonly kind: 'missing'; readonly at: string }
  | { readonly kind: 'wrong-case'; readonly at: string; readonly actual: string }

type EntryKind = 'file' | 'directory' | 'link'

const absentCodes: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR'])

function isAbsent(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && absentCodes.has(error.code)
  )
}

/**
 * The names on disk during one look at the project. Every name is compared with the folder's own
 * listing: a disk that ignores case would otherwise find files that no other machine finds.
 */
export class FileTree {
  readonly #listings = new Map<string, ReadonlyMap<string, EntryKind> | undefined>()
  readonly #realPaths = new Map<string, string>()

  /** Names in a folder, or undefined when there is no such folder. */
  list(directory: string): ReadonlyMap<string, EntryKind> | undefined {
    if (!this.#listings.has(directory)) {
      this.#listings.set(directory, readListing(directory))
    }
    return this.#listings.get(directory)
  }

  /** What lies at `segments` below `base`, a folder that exists. `..` leads up. */
  find(base: string, segments: readonly string[]): Found {
    let directory = base
    let kind: 'file' | 'directory' = 'directory'
    for (const segment of segments) {
      if (segment === '.' || segment === '') continue
      if (segment === '..') {
        directory = dirname(directory)
        continue
      }
      const path = join(directory, segment)
      const entry = this.list(directory)?.get(segment)
      if (entry === undefined) return this.#misnamed(directory, segment)
      const target = entry === 'link' ? linkTarget(path) : entry
      if (target === undefined) return { kind: 'missing', at: path }
      kind = target
      directory = path
    }
    return { kind }
  }

  /** Where `path` really is, symbolic links followed. `path` must exist. */
  realPath(path: string): string {
    let real = this.#realPaths.get(path)
    if (real === undefined) {
      real = realpathSync.native(path)
      this.#realPaths.set(path, real)
    }
    return real
  }

  #misnamed(directory: string, name: string): Found {
    const at = join(directory, name)
    const wanted = name.toLowerCase()
    for (const actual of this.list(directory)?.keys() ?? []) {
      if (actual.toLowerCase() === wanted) return { kind: 'wrong-case', at, actual }
    }
    return { kind: 'missing', at }
  }
}

function readListing(directory: string): ReadonlyMap<string, EntryKind> | undefined {
  try {
    const entries = readdirSync(directory, { withFileTypes: true })
    return new Map(
      entries.map((entry) => [
        entry.name,
        entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'directory' : 'file',
      ]),
    )
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw sourceUnreadableError({ path: directory, cause: error })
  }
}

function linkTarget(path: string): 'file' | 'directory' | undefined {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file'
  } catch {
    // A link to nowhere or to itself.
    return undefined
  }
}
