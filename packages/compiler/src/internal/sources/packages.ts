import { basename, dirname, join } from 'node:path'
import type { FileTree, Found } from '../files/file-tree.js'
import { splitPackagePath } from './source-name.js'
import type { Trail } from './trail.js'

/** A place where a file was looked for. */
export interface Attempt {
  readonly path: string
  readonly found: Found
}

/**
 * Finds files of npm packages by walking up `node_modules` folders. What a package's `exports` say is
 * ignored: they are JavaScript's.
 */
export class PackageFinder {
  readonly #tree: FileTree
  readonly #trail: Trail
  readonly #folders = new Map<string, readonly string[]>()

  constructor(tree: FileTree, trail: Trail) {
    this.#tree = tree
    this.#trail = trail
  }

  /** Looks for `path` (`package/folder/File.sol`) as seen from the folder `from`. The last attempt is the best one. */
  find(path: string, from: string): readonly Attempt[] {
    const attempts: Attempt[] = []
    for (const folder of this.#packageFolders(from)) {
      const found = this.#findIn(folder, path)
      attempts.push({ path: join(folder, path), found })
      if (found.kind === 'file') return attempts
    }
    return attempts
  }

  #findIn(folder: string, path: string): Found {
    const { packageName, rest } = splitPackagePath(path)
    const directory = this.#tree.find(folder, packageName.split('/'))
    if (directory.kind === 'missing') this.#trail.addAbsent(directory.at)
    if (directory.kind !== 'directory') return directory
    const packagePath = join(folder, packageName)
    const found = this.#tree.find(packagePath, rest)
    if (found.kind === 'missing') this.#trail.addAbsent(found.at)
    else this.#trail.addLink(packagePath, this.#tree.realPath(packagePath))
    return found
  }

  /** The `node_modules` folders that exist at `from` or above, nearest first. */
  #packageFolders(from: string): readonly string[] {
    const known = this.#folders.get(from)
    if (known !== undefined) return known
    const own = basename(from) === 'node_modules' ? undefined : join(from, 'node_modules')
    const parent = dirname(from)
    const above = parent === from ? [] : this.#packageFolders(parent)
    const folders = own !== undefined && this.#exists(own) ? [own, ...above] : above
    this.#folders.set(from, folders)
    return folders
  }

  #exists(folder: string): boolean {
    const found = this.#tree.find(dirname(folder), [basename(folder)])
    if (found.kind === 'missing') this.#trail.addAbsent(folder)
    return found.kind === 'directory'
  }
}
