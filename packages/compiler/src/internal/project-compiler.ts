import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Mutex } from '@scaffold-evm/common'
import type { Compiler } from '../compiler.js'
import { sourceNotFoundError, sourceUnknownError } from '../errors.js'
import type { CompileRequest, CompileResult, CompilerOptions } from '../options.js'
import { checkState } from './cache/check-state.js'
import { type Places, placesFor } from './cache/places.js'
import { readState, type State, writeState } from './cache/state.js'
import { isInside, relativePath } from './files/relative-path.js'
import { readSignature } from './files/signature.js'
import { canonicalJson, sha256 } from './hash.js'
import { debugSettings } from './plan/settings.js'
import { builtResult, upToDateResult } from './result.js'
import type { SolcPool } from './solc-pool.js'
import { discoverSources } from './sources/discover.js'
import { assertSourcesExist } from './sources/missing-sources.js'
import { suggestSource } from './sources/suggest-source.js'
import { toolVersion } from './tool-version.js'

/** The compiler of one project on a pool of threads. */
export class ProjectCompiler implements Compiler {
  readonly #options: CompilerOptions
  readonly #places: Places
  readonly #optionsKey: string
  readonly #pool: SolcPool
  readonly #mutex = new Mutex()

  constructor(options: CompilerOptions, pool: SolcPool) {
    this.#options = normalPaths(options)
    this.#places = placesFor(this.#options)
    this.#pool = pool
    this.#optionsKey = optionsKeyOf(this.#options, this.#places)
  }

  compile(request: CompileRequest = {}): Promise<CompileResult> {
    return this.#mutex.run(() => this.#compile(request))
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #compile(request: CompileRequest): Promise<CompileResult> {
    request.signal?.throwIfAborted()
    const { files, requireSources = false } = request
    if (files === undefined) assertSourcesExist(this.#options, this.#places, requireSources)
    const paths = this.#discover()
    const asked = files && this.#askedSources(files)
    const isKnown = asked?.every((path) => paths.includes(path)) !== false
    const state = request.force === true ? undefined : readState(this.#places.stateFile)
    const current = state && isKnown ? await this.#check(state, paths) : undefined
    if (current !== undefined) return upToDateResult(this.#places, current)
    const { build } = await import('./build.js')
    const result = await build({
      options: this.#options,
      request,
      places: this.#places,
      pool: this.#pool,
      paths,
      asked,
      optionsKey: this.#optionsKey,
      state,
    })
    return builtResult(this.#places, result)
  }

  #discover(): readonly string[] {
    const { root, sources, artifactsDir, cacheDir } = this.#options
    return discoverSources({ root, sources, excluded: [artifactsDir, cacheDir] })
  }

  #askedSources(files: readonly string[]): readonly string[] {
    const { root } = this.#options
    const paths = files.map((file) => resolve(root, file))
    for (const path of paths) {
      const isSource = /\.(?:sol|yul)$/.test(path) && isInside(root, path)
      if (!existsSync(path)) {
        throw sourceNotFoundError({ path, suggestion: suggestSource(root, path) })
      }
      if (!isSource || readSignature(path) === undefined) throw sourceUnknownError({ path })
    }
    return paths
  }

  /** The state if all is as it says. */
  async #check(state: State, paths: readonly string[]): Promise<State | undefined> {
    const { root } = this.#options
    const roots = paths.map((path) => relativePath(root, path))
    const check = checkState(state, { root, options: this.#optionsKey, roots })
    if (check.status === 'edited' && state.soljson !== undefined) {
      void this.#pool.prepare(Promise.resolve(resolve(root, state.soljson)))
    }
    if (check.status !== 'current') return undefined
    // Only an accelerator: whoever writes last, the file is right.
    if (check.state !== state) await writeState(this.#places.stateFile, check.state)
    return check.state
  }
}

function normalPaths(options: CompilerOptions): CompilerOptions {
  const { root, sources, artifactsDir, cacheDir, typesDir } = options
  return {
    ...options,
    root: resolve(root),
    sources: sources.map((path) => resolve(root, path)),
    artifactsDir: resolve(root, artifactsDir),
    cacheDir: resolve(root, cacheDir),
    ...(typesDir ? { typesDir: resolve(root, typesDir) } : {}),
  }
}

/** A version that takes all settings. */
const newestRules = '0.8.29'

/** Paths count relative to the root, so that the project can be moved. */
function optionsKeyOf(options: CompilerOptions, places: Places): string {
  const { root, sources, solidity, profile = 'default', withAst = false } = options
  const { soljsonPath, ...rest } = solidity
  const relative = (path: string | undefined): string | null =>
    path === undefined ? null : relativePath(root, path)
  return sha256(
    canonicalJson({
      sources: sources.map(relative),
      artifacts: relative(places.artifactsDir),
      types: relative(places.typesDir),
      ethersModule: places.ethersModule,
      solidity: rest,
      soljson: relative(soljsonPath),
      profile: profile === 'debug' ? debugSettings({}, newestRules) : profile,
      withAst,
      tool: toolVersion(),
    }),
  )
}
