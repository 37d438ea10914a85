import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CodeLines } from '@scaffold-evm/trace'
import type { DapSource } from '../protocol.js'

/** Sources as the compiler knows them, and the files that they are to an editor. */
export class SourceFiles {
  readonly #root: string
  readonly #lines: CodeLines
  readonly #pathFormat: 'path' | 'uri'
  readonly #paths = new Map<string, string | undefined>()
  /** Names of sources that are in no file, by their reference less one. */
  readonly #referenced: string[] = []
  #names: ReadonlyMap<string, string> | undefined

  constructor(root: string, lines: CodeLines, pathFormat: 'path' | 'uri') {
    this.#root = root
    this.#lines = lines
    this.#pathFormat = pathFormat
  }

  /** The name of the source that a file is; undefined when it is none of the project. */
  nameOf(path: string): string | undefined {
    this.#names ??= new Map(
      this.#lines.sourceNames.flatMap((name) => {
        const known = this.#pathOf(name)
        return known === undefined ? [] : [[fileKey(known), name] as const]
      }),
    )
    const file = path.startsWith('file:') ? fileURLToPath(path) : path
    return this.#names.get(fileKey(resolve(this.#root, file)))
  }

  /** A source as clients are told of it. */
  toSource(sourceName: string): DapSource {
    const path = this.#pathOf(sourceName)
    if (path !== undefined) return this.ofFile(path)
    const known = this.#referenced.indexOf(sourceName)
    const sourceReference = known === -1 ? this.#referenced.push(sourceName) : known + 1
    return { name: sourceName, sourceReference }
  }

  /** Any file as clients are told of it. */
  ofFile(path: string): DapSource {
    const shown = this.#pathFormat === 'uri' ? pathToFileURL(path).href : path
    return { name: basename(path), path: shown }
  }

  get all(): readonly DapSource[] {
    return this.#lines.sourceNames.map((name) => this.toSource(name))
  }

  /** The text of a source that is in no file. */
  text(sourceReference: number): string | undefined {
    const name = this.#referenced[sourceReference - 1]
    return name === undefined ? undefined : this.#lines.text(name)
  }

  #pathOf(sourceName: string): string | undefined {
    if (this.#paths.has(sourceName)) return this.#paths.get(sourceName)
    const path = this.#candidates(sourceName).find((candidate) => existsSync(candidate))
    this.#paths.set(sourceName, path)
    return path
  }

  *#packages(sourceName: string): Generator<string> {
    for (let folder = this.#root; ; folder = dirname(folder)) {
      yield join(folder, 'node_modules', sourceName)
      if (dirname(folder) === folder) return
    }
  }

  /** Names are paths below the project's root, or import paths of packages. */
  #candidates(sourceName: string): readonly string[] {
    const name = sourceName.replace(/^project:\//, '')
    if (isAbsolute(name) && name === sourceName) return [name]
    return [join(this.#root, name), ...this.#packages(name)]
  }
}

/** The same for all paths to a file. */
function fileKey(path: string): string {
  const real = existsSync(path) ? realpathSync.native(path) : path
  return process.platform === 'win32' ? real.toLowerCase() : real
}
