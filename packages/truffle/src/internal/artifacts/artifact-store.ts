import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import { readArtifactMembers } from './artifact-file.js'
import { type JsonMembers, joinJsonObject } from './artifact-text.js'
import { artifactMembers, createLazyArtifact } from './lazy-artifact.js'
import { mergeArtifactMembers } from './merge-artifact.js'
import { isSourceNamed, parseContractReference } from './qualified-name.js'
import { writeFileAtomicSync } from './write-file.js'

/** How an artifact store works. */
export interface ArtifactStoreOptions {
  /** A folder of artifacts whose name in the build folder another contract has, each in a folder of its own. @default none */
  readonly shadowed?: string | undefined
}

interface ReadFile {
  readonly size: number
  readonly mtimeMs: number
  readonly members: JsonMembers
}

/** Artifacts in a folder: each file is read when it is first asked for, and again when it has changed. */
class FileArtifactStore implements TruffleArtifactStore {
  readonly directory: string
  readonly #shadowed: string | undefined
  readonly #files = new Map<string, ReadFile>()

  constructor(directory: string, { shadowed }: ArtifactStoreOptions) {
    this.directory = directory
    this.#shadowed = shadowed
  }

  names(): readonly string[] {
    return listFolder(this.directory)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .sort()
  }

  find(name: string): TruffleArtifact | undefined {
    const { sourceName, contractName } = parseContractReference(name)
    if (!isFileName(contractName)) return undefined
    const members = this.#read(this.#pathOf(contractName))
    if (sourceName === undefined) return members && createLazyArtifact(members)
    const candidates = [members, ...this.#shadowedMembers(contractName)]
    const found = candidates.find(
      (one) => one !== undefined && isSourceNamed(sourcePathOf(one), sourceName),
    )
    return found && createLazyArtifact(found)
  }

  write(artifact: TruffleArtifact): void {
    const path = this.#pathOf(artifact.contractName)
    const updatedAt = new Date().toISOString()
    const members = mergeArtifactMembers(artifactMembers(artifact), this.#read(path), updatedAt)
    writeFileAtomicSync(path, joinJsonObject(members))
    this.#remember(path, members)
  }

  refresh(): void {
    this.#files.clear()
  }

  #pathOf(contractName: string): string {
    return join(this.directory, `${contractName}.json`)
  }

  #shadowedMembers(contractName: string): readonly (JsonMembers | undefined)[] {
    const folder = this.#shadowed
    if (folder === undefined) return []
    return listFolder(folder).map((source) =>
      this.#read(join(folder, source, `${contractName}.json`)),
    )
  }

  #read(path: string): JsonMembers | undefined {
    const known = this.#files.get(path)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return undefined
    if (known?.size === stats.size && known.mtimeMs === stats.mtimeMs) return known.members
    const members = readArtifactMembers(path)
    if (members !== undefined) {
      this.#files.set(path, { size: stats.size, mtimeMs: stats.mtimeMs, members })
    }
    return members
  }

  #remember(path: string, members: JsonMembers): void {
    const { size, mtimeMs } = statSync(path)
    this.#files.set(path, { size, mtimeMs, members })
  }
}

/**
 * The artifacts in `directory`, which need not exist yet.
 *
 * Cost: a file is read once for as long as it stays as it is, and of its members only what is used is parsed.
 */
export function createArtifactStore(
  directory: string,
  options: ArtifactStoreOptions = {},
): TruffleArtifactStore {
  return new FileArtifactStore(directory, options)
}

/** The source path that the members of an artifact name. */
export function sourcePathOf(members: JsonMembers): string {
  const path: unknown = JSON.parse(members.get('sourcePath') ?? '""')
  return typeof path === 'string' ? path : ''
}

function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    // No such folder: nothing is in it.
    return []
  }
}

function isFileName(name: string): boolean {
  return name !== '' && !/[/\\]/.test(name)
}
