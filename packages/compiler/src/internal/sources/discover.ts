import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  sourceLinkBrokenError,
  sourceNotFoundError,
  sourceOutsideProjectError,
  sourceUnreadableError,
} from '../../errors.js'
import { isInside } from '../files/relative-path.js'

/** Where sources are looked for. */
export interface Discovery {
  readonly root: string
  /** Folders and files, absolute. */
  readonly sources: readonly string[]
  /** Folders that are never entered: artifacts, caches. */
  readonly excluded: readonly string[]
}

const sourceFile = /\.(?:sol|yul)$/

/**
 * Every `.sol` and `.yul` file in the sources, sorted by path. Hidden folders and `node_modules` are
 * left out. Links are followed within the project.
 *
 * @throws `SOURCE_OUTSIDE_PROJECT`, `SOURCE_LINK_BROKEN`, `SOURCE_UNREADABLE` or `SOURCE_NOT_FOUND`.
 */
export function discoverSources(discovery: Discovery): readonly string[] {
  const found = new Set<string>()
  const walk = new Walk(discovery, found)
  for (const path of discovery.sources) {
    if (!isInside(discovery.root, path)) {
      throw sourceOutsideProjectError({ root: discovery.root, path, target: path })
    }
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats?.isDirectory() === true) walk.enter(path)
    else if (stats !== undefined) found.add(path)
    else if (sourceFile.test(path)) throw sourceNotFoundError({ path })
  }
  return [...found].sort()
}

class Walk {
  readonly #discovery: Discovery
  readonly #excluded: ReadonlySet<string>
  readonly #found: Set<string>
  // Folders entered through links, by their real path: links may lead in circles.
  readonly #linked = new Set<string>()

  constructor(discovery: Discovery, found: Set<string>) {
    this.#discovery = discovery
    this.#excluded = new Set(discovery.excluded)
    this.#found = found
  }

  enter(directory: string): void {
    if (this.#excluded.has(directory)) return
    for (const entry of readFolder(directory)) {
      const path = join(directory, entry.name)
      if (entry.isSymbolicLink()) this.#follow(path, entry.name)
      else if (entry.isDirectory()) {
        if (isSearched(entry.name)) this.enter(path)
      } else if (sourceFile.test(entry.name)) this.#found.add(path)
    }
  }

  #follow(path: string, name: string): void {
    const isSource = sourceFile.test(name)
    const stats = statTarget(path)
    if (stats === undefined) {
      if (isSource) throw sourceLinkBrokenError({ path })
      return
    }
    if (!stats.isDirectory() && !isSource) return
    if (stats.isDirectory() && !isSearched(name)) return
    const target = realpathSync.native(path)
    const root = realpathSync.native(this.#discovery.root)
    if (!isInside(root, target)) {
      throw sourceOutsideProjectError({ root: this.#discovery.root, path, target })
    }
    if (!stats.isDirectory()) this.#found.add(path)
    else if (
      !this.#linked.has(target) &&
      !isInside(target, realpathSync.native(join(path, '..')))
    ) {
      this.#linked.add(target)
      this.enter(path)
    }
  }
}

function isSearched(folderName: string): boolean {
  return folderName !== 'node_modules' && !folderName.startsWith('.')
}

function readFolder(directory: string): ReturnType<typeof listFolder> {
  try {
    return listFolder(directory)
  } catch (error) {
    throw sourceUnreadableError({ path: directory, cause: error })
  }
}

function listFolder(directory: string): readonly import('node:fs').Dirent[] {
  return readdirSync(directory, { withFileTypes: true })
}

function statTarget(path: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    // ELOOP: a link to itself.
    return undefined
  }
}
