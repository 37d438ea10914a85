import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Artifact } from '@scaffold-evm/compiler'
import type { ArtifactStore } from '../artifact-store.js'
import {
  artifactAmbiguousError,
  artifactInvalidError,
  artifactNotFoundError,
} from '../contract-errors.js'

interface CachedArtifact {
  readonly mtimeMs: number
  readonly artifact: Artifact
}

/** Fully qualified names by contract name. */
type Index = ReadonlyMap<string, readonly string[]>

function isArtifact(value: unknown): value is Artifact {
  if (typeof value !== 'object' || value === null) return false
  return ['abi', 'bytecode', 'contractName', 'sourceName'].every((key) => key in value)
}

/** `contracts/A.sol:A` from `contracts/A.sol/A.json`; undefined for other files. */
function qualifiedName(path: string): string | undefined {
  const parts = path.split(sep)
  const file = parts.pop() ?? ''
  if (!file.endsWith('.json') || file.endsWith('.dbg.json')) return undefined
  if (parts.length === 0 || parts[0] === 'build-info') return undefined
  return `${parts.join('/')}:${file.slice(0, -'.json'.length)}`
}

async function buildIndex(directory: string): Promise<Index> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  const index = new Map<string, readonly string[]>()
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const full = qualifiedName(relative(directory, join(entry.parentPath, entry.name)))
    if (full === undefined) continue
    const name = full.slice(full.lastIndexOf(':') + 1)
    index.set(name, [...(index.get(name) ?? []), full].sort())
  }
  return index
}

class FileArtifactStore implements ArtifactStore {
  readonly directory: string
  readonly #read = new Map<string, CachedArtifact>()
  #index: Promise<Index> | undefined

  constructor(directory: string) {
    this.directory = directory
  }

  async names(): Promise<readonly string[]> {
    this.#index = undefined
    return [...(await this.#loadIndex()).values()].flat().sort()
  }

  async get(name: string): Promise<Artifact> {
    const found = await this.#lookUp(name)
    if (found !== undefined) return found
    // What was listed before may have been compiled since.
    this.#index = undefined
    const again = await this.#lookUp(name)
    if (again !== undefined) return again
    throw artifactNotFoundError(name, await this.#suggestions(name), this.directory)
  }

  async has(name: string): Promise<boolean> {
    return (await this.#lookUp(name).catch(() => undefined)) !== undefined
  }

  refresh(): void {
    this.#index = undefined
    this.#read.clear()
  }

  #loadIndex(): Promise<Index> {
    this.#index ??= buildIndex(this.directory)
    return this.#index
  }

  async #lookUp(name: string): Promise<Artifact | undefined> {
    if (name.includes(':')) return this.#readArtifact(name)
    const candidates = (await this.#loadIndex()).get(name) ?? []
    const [only] = candidates
    if (candidates.length > 1) throw artifactAmbiguousError(name, candidates)
    return only === undefined ? undefined : this.#readArtifact(only)
  }

  async #suggestions(name: string): Promise<readonly string[]> {
    const index = await this.#loadIndex()
    return name.includes(':') ? [...index.values()].flat() : [...index.keys()]
  }

  /** Undefined when there is no such file. A file is read again when it changed. */
  async #readArtifact(fullName: string): Promise<Artifact | undefined> {
    const path = this.#pathOf(fullName)
    const mtimeMs = await stat(path).then(
      (entry) => entry.mtimeMs,
      () => undefined,
    )
    if (mtimeMs === undefined) return undefined
    const cached = this.#read.get(fullName)
    if (cached?.mtimeMs === mtimeMs) return cached.artifact
    const artifact = await readArtifactFile(path)
    this.#read.set(fullName, { mtimeMs, artifact })
    return artifact
  }

  #pathOf(fullName: string): string {
    const at = fullName.lastIndexOf(':')
    return join(this.directory, fullName.slice(0, at), `${fullName.slice(at + 1)}.json`)
  }
}

async function readArtifactFile(path: string): Promise<Artifact> {
  const value: unknown = parse(await readFile(path, 'utf8'), path)
  if (!isArtifact(value)) throw artifactInvalidError(path, 'fields are missing')
  return value
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw artifactInvalidError(path, 'it is not JSON')
  }
}

/** The store over a folder of artifacts. Names are listed once and again when one is not found; contents are read when needed. */
export function createArtifactStore(directory: string): ArtifactStore {
  return new FileArtifactStore(directory)
}
