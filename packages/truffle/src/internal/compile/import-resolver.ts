import { readFileSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, posix, resolve } from 'node:path'
import { packageFolders } from '../artifacts/resolve-artifact.js'
import { builtInSource } from '../solidity-sources/built-in-source.js'

/** The text that an import path stands for. */
export interface ResolvedSource {
  /** Absolute for the project's own, else the import path. */
  readonly path: string
  /** Where it lies; undefined for what is in no file of the project. */
  readonly file: string | undefined
  readonly content: Buffer
  /** Whether every project has it. */
  readonly isBuiltIn?: boolean
}

/** What a resolver finds sources in. */
export interface ImportSources {
  readonly root: string
  /** By import path. */
  readonly memory: Readonly<Record<string, string>>
}

/** Finds sources as Truffle does, and remembers where there was none. */
export class ImportResolver {
  readonly #sources: ImportSources
  readonly #folders: readonly string[]
  readonly #absent = new Set<string>()

  constructor(sources: ImportSources) {
    this.#sources = sources
    this.#folders = packageFolders(sources.root)
  }

  /** What must not appear for the same imports to lead to the same files. Absolute. */
  get absent(): readonly string[] {
    return [...this.#absent].sort()
  }

  /** The source at `path`: absolute, or an import path. Undefined when there is none. */
  resolve(path: string): ResolvedSource | undefined {
    const text = this.#sources.memory[path]
    if (text !== undefined) return { path, file: undefined, content: Buffer.from(text) }
    const ours = builtInSource(path)
    if (ours !== undefined) {
      return { path, file: undefined, content: Buffer.from(ours), isBuiltIn: true }
    }
    if (isAbsolute(path)) return this.#read(path, path)
    for (const folder of this.#folders) {
      const found = this.#read(path, join(folder, path))
      if (found !== undefined) return found
    }
    // As `contracts/Owned.sol` in projects of Truffle 3 and 4; such a source is another one than the project's own.
    return this.#read(path, join(this.#sources.root, path))
  }

  #read(path: string, file: string): ResolvedSource | undefined {
    const content = readFileIfAny(file)
    if (content !== undefined) return { path, file, content }
    this.#absent.add(firstMissing(file, path))
    return undefined
  }
}

/** The path that an import in the source at `importer` leads to. */
export function importedPath(importer: string, written: string): string {
  if (!written.startsWith('./') && !written.startsWith('../')) return written
  return isAbsolute(importer)
    ? resolve(dirname(importer), written)
    : posix.join(posix.dirname(importer), written)
}

function readFileIfAny(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    // Also a folder of that name: the compiler then says that there is no such source.
    return undefined
  }
}

/** The package's folder when that is missing: many files of it may be asked for. */
function firstMissing(file: string, path: string): string {
  if (isAbsolute(path)) return file
  const parts = path.split('/')
  const packageName = parts.slice(0, path.startsWith('@') ? 2 : 1).join('/')
  const folder = join(file.slice(0, file.length - path.length), packageName)
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? folder : file
}
