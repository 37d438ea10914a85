import { Mutex } from '@scaffold-evm/common'
import { checkState } from './internal/cache/check-state.js'
import { type Places, placesFor } from './internal/cache/places.js'
import { readState, type State, writeState } from './internal/cache/state.js'
import { relativePath } from './internal/files/relative-path.js'
import { canonicalJson, sha256 } from './internal/hash.js'
import { builtResult, upToDateResult } from './internal/result.js'
import { SolcPool } from './internal/solc-pool.js'
import { discoverSources } from './internal/sources/discover.js'
import { toolVersion } from './internal/tool-version.js'
import type { CompileRequest, CompileResult, CompilerOptions } from './options.js'

/** Compiles one project again and again, with its compilers kept loaded. */
export interface Compiler {
  /**
   * Brings the artifacts to the state of the sources. Calls run one after another.
   *
   * Cost: a few milliseconds when nothing has changed. Otherwise what solc takes for the files that
   * changed and those that import them, spread over the cores; the first run of a compiler pays
   * another 0.3 s.
   *
   * @throws `COMPILE_FAILED` with all diagnostics in `data` when solc finds errors; artifacts stay as
   *   they are then. `IMPORT_…` and `SOURCE_…` when files are missing or cannot be used, `SOLC_…` when
   *   no compiler can be had, `LOCK_HELD` when another process writes artifacts for over a minute.
   */
  compile(request?: CompileRequest): Promise<CompileResult>
  /** Ends the compilers. It can be used again afterwards. */
  close(): Promise<void>
}

/** A {@link Compiler} for one project. Idle, it does not keep the process alive. */
export function createCompiler(options: CompilerOptions): Compiler {
  return new ProjectCompiler(options)
}

class ProjectCompiler implements Compiler {
  readonly #options: CompilerOptions
  readonly #places: Places
  readonly #optionsKey: string
  readonly #pool: SolcPool
  readonly #mutex = new Mutex()

  constructor(options: CompilerOptions) {
    this.#options = options
    this.#places = placesFor(options)
    this.#pool = new SolcPool(options.workers)
    this.#optionsKey = optionsKeyOf(options, this.#places)
  }

  compile(request: CompileRequest = {}): Promise<CompileResult> {
    return this.#mutex.run(() => this.#compile(request))
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  async #compile(request: CompileRequest): Promise<CompileResult> {
    request.signal?.throwIfAborted()
    const paths = this.#discover()
    const state = request.force === true ? undefined : await this.#upToDate(paths)
    if (state !== undefined) return upToDateResult(this.#places, state)
    const { build } = await import('./internal/build.js')
    const result = await build({
      options: this.#options,
      request,
      places: this.#places,
      pool: this.#pool,
      paths,
      optionsKey: this.#optionsKey,
    })
    return builtResult(this.#places, result)
  }

  #discover(): readonly string[] {
    const { root, sources, artifactsDir, cacheDir } = this.#options
    return discoverSources({ root, sources, excluded: [artifactsDir, cacheDir] })
  }

  async #upToDate(paths: readonly string[]): Promise<State | undefined> {
    const { root } = this.#options
    const state = readState(this.#places.stateFile)
    if (state === undefined) return undefined
    const roots = paths.map((path) => relativePath(root, path))
    const checked = checkState(state, { root, options: this.#optionsKey, roots })
    // Only an accelerator: whoever writes last, the file is right.
    if (checked !== undefined && checked !== state) {
      await writeState(this.#places.stateFile, checked)
    }
    return checked
  }
}

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
      solidity: rest,
      soljson: relative(soljsonPath),
      profile,
      withAst,
      tool: toolVersion(),
    }),
  )
}
