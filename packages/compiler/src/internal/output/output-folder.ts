import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { OutputSignature } from '../cache/state.js'
import { relativePath } from '../files/relative-path.js'

/**
 * Writes and deletes outputs, one rename each: a reader sees a whole file or none. Synchronous, as a
 * thousand small files take a tenth of the time that way.
 */
export class OutputFolder {
  readonly #root: string
  readonly #made = new Set<string>()
  readonly #token = `${process.pid}.${randomBytes(4).toString('hex')}`

  /** Paths are relative to `root`. */
  constructor(root: string) {
    this.#root = root
  }

  /** Makes `path` hold `text`; a file that already does is left alone. Gives its signature. */
  put(path: string, text: string): OutputSignature {
    const absolute = join(this.#root, path)
    if (readIfPresent(absolute) !== text) this.#write(absolute, text)
    const stats = statSync(absolute)
    return [stats.size, stats.mtimeMs]
  }

  /** Deletes `path`, and the folders up to `top` that are empty then. Whether it was there. */
  remove(path: string, top: string): boolean {
    const absolute = join(this.#root, path)
    const isThere = statSync(absolute, { throwIfNoEntry: false }) !== undefined
    rmSync(absolute, { force: true })
    for (let folder = dirname(absolute); folder !== top; folder = dirname(folder)) {
      if (relativePath(top, folder).startsWith('..') || !removeIfEmpty(folder)) break
      this.#made.delete(folder)
    }
    return isThere
  }

  #write(path: string, text: string): void {
    const folder = dirname(path)
    if (!this.#made.has(folder)) mkdirSync(folder, { recursive: true })
    this.#made.add(folder)
    const temporary = `${path}.${this.#token}.tmp`
    try {
      writeFileSync(temporary, text)
      renameSync(temporary, path)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
  }
}

/**
 * Files in the artifacts' folder that look like ours, relative to `root`: for when no state says
 * which ones are. Leftovers of a killed run are among them.
 */
export function findOutputs(root: string, artifactsDir: string): readonly string[] {
  if (statSync(artifactsDir, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  const found: string[] = []
  for (const entry of readdirSync(artifactsDir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && isOurs(path)) found.push(relativePath(root, path))
  }
  return found
}

function isOurs(path: string): boolean {
  if (/\.json\.\d+\.[0-9a-f]{8}\.tmp$/.test(path)) return true
  if (!path.endsWith('.json')) return false
  return /^\s*\{\s*"_format":\s*"hh-sol-/.test(readIfPresent(path) ?? '')
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder)
    return true
  } catch {
    return false
  }
}
