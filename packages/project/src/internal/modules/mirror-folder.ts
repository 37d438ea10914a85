import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, parse, relative } from 'node:path'

/**
 * The folder that mirrored files are written to. Packages are found by walking up from the importing file: a
 * folder outside of the project has links to the packages that the project itself would find.
 */
export class MirrorFolder {
  readonly #root: string
  #path: string
  #isTemporary = false
  #needsLinks: boolean

  constructor(root: string, cacheDir: string) {
    this.#root = root
    this.#needsLinks = relative(root, cacheDir).startsWith('..')
    const folder = join(cacheDir, 'modules')
    this.#path = this.#needsLinks ? join(folder, withoutDrive(root)) : folder
  }

  get path(): string {
    return this.#path
  }

  /** To be called before the first write. */
  ensureLinks(): void {
    if (!this.#needsLinks) return
    this.#needsLinks = false
    const base = this.#path.slice(0, -withoutDrive(this.#root).length)
    for (const ancestor of ancestorsOf(this.#root)) {
      const packages = join(ancestor, 'node_modules')
      if (existsSync(packages)) link(packages, join(base, withoutDrive(packages)))
    }
  }

  /** Moves to a folder that goes away with this process. False when it is in one already. */
  moveToTemporary(): boolean {
    if (this.#isTemporary) return false
    const folder = mkdtempSync(join(tmpdir(), 'scaffold-modules-'))
    removeAtExit(folder)
    this.#isTemporary = true
    this.#needsLinks = true
    this.#path = join(folder, withoutDrive(this.#root))
    return true
  }
}

/** What goes away with this process. One listener is for all, since Node.js warns of more than ten. */
const temporaryFolders: string[] = []

/** Removes a folder when the process ends. */
export function removeAtExit(folder: string): void {
  temporaryFolders.push(folder)
  if (temporaryFolders.length > 1) return
  process.once('exit', () => {
    for (const path of temporaryFolders) rmSync(path, { recursive: true, force: true })
  })
}

function withoutDrive(path: string): string {
  return path.slice(parse(path).root.length)
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [path] : [path, ...ancestorsOf(parent)]
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  try {
    symlinkSync(target, path, 'junction')
  } catch (error) {
    // Left by an earlier run, or just made by another process.
    if (!existsSync(path)) throw error
  }
}
