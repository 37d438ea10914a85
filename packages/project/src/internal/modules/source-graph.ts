import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ModuleFormats } from './module-format.js'
import { isInPackage, isTypeScript, resolveLocal } from './resolve-local.js'
import { type SourceScan, scanSource } from './scan-source.js'
import { readTsconfig } from './tsconfig.js'

interface Source {
  readonly text: string
  readonly hash: string
  readonly scan: SourceScan
}

/** The local files of a project and what they import, as they were when they were first asked for. */
export class SourceGraph {
  readonly #root: string
  readonly #mirrorsAll: boolean
  readonly #sources = new Map<string, Source>()
  readonly #imports = new Map<string, readonly string[]>()
  readonly #formats = new ModuleFormats()
  readonly #mirrored = new Map<string, boolean>()
  #tsconfig: string | undefined

  /** With `mirrorsAll`, plain JavaScript is mirrored like TypeScript. */
  constructor(root: string, { mirrorsAll }: { readonly mirrorsAll: boolean }) {
    this.#root = root
    this.#mirrorsAll = mirrorsAll
  }

  textOf(path: string): string {
    return this.#source(path).text
  }

  hashOf(path: string): string {
    return this.#source(path).hash
  }

  /** Whether the file was asked for, or what another one imports was looked at in it. */
  isKnown(path: string): boolean {
    return this.#sources.has(path)
  }

  /** Relative specifiers of what a file imports, as written. */
  specifiersOf(path: string): readonly string[] {
    return this.#source(path).scan.relativeImports
  }

  /** All local files that are statically reachable, the given ones included. */
  reach(files: readonly string[]): Set<string> {
    const reached = new Set<string>()
    const queue = [...files]
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (reached.has(path)) continue
      reached.add(path)
      queue.push(...this.#localImports(path))
    }
    return reached
  }

  /** Whether a script cannot be imported from where it lies. */
  isMirrored(path: string): boolean {
    const known = this.#mirrored.get(path)
    if (known !== undefined) return known
    const isMirrored = isTypeScript(path) || this.#isMirroredScript(path)
    this.#mirrored.set(path, isMirrored)
    return isMirrored
  }

  /** Changes with everything that the mirrored file is made from, but for what else the file imports. */
  keyOf(path: string): string {
    this.#tsconfig ??= readTsconfig(this.#root)
    const targets = this.#localImports(path).map((target) => [target, this.isMirrored(target)])
    return sha1(JSON.stringify([this.hashOf(path), this.#tsconfig, targets]))
  }

  #isMirroredScript(path: string): boolean {
    if (!/\.[cm]?js$/.test(path)) return false
    // In another copy of a CommonJS module, its state would be another.
    if (this.#mirrorsAll && !this.#source(path).scan.isCommonJs) return true
    return [...this.reach([path])].some(
      (reached) => isTypeScript(reached) || this.#isMisplacedModule(reached),
    )
  }

  #isMisplacedModule(path: string): boolean {
    if (path.endsWith('.json') || isInPackage(path)) return false
    const { text, scan } = this.#source(path)
    return scan.mayBeModule && this.#formats.isMisplacedModule(path, text)
  }

  #localImports(path: string): readonly string[] {
    if (path.endsWith('.json')) return []
    const known = this.#imports.get(path)
    if (known !== undefined) return known
    const imports = this.#source(path)
      .scan.relativeImports.map((specifier) => resolveLocal(path, specifier))
      .filter((target) => target !== undefined)
    this.#imports.set(path, imports)
    return imports
  }

  #source(path: string): Source {
    const known = this.#sources.get(path)
    if (known !== undefined) return known
    const text = readFileSync(path, 'utf8')
    const source: Source = { text, hash: sha1(text), scan: scanSource(text) }
    this.#sources.set(path, source)
    return source
  }
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
