import { existsSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { withFileLock } from '@scaffold-evm/common'
import { createSolcRunner } from '@scaffold-evm/compiler'
import { compileFailedError, sourceNotFoundError } from '../../compile-errors.js'
import type { TruffleConfig } from '../../truffle-config.js'
import { type ArtifactLayer, builtLayer, freshLayer } from './cache-folder.js'
import { chooseBackends } from './choose-backends.js'
import type { CompileProjectOptions, TruffleCompilation } from './compilation.js'
import { type CompileReport, failureText, warningsOf } from './compile-report.js'
import {
  type CompileState,
  checkInputs,
  emptyState,
  OutputCheck,
  readCompileState,
  sha256,
  writeCompileState,
} from './compile-state.js'
import { findContracts } from './find-contracts.js'
import { ImportResolver } from './import-resolver.js'
import { type FinishedJob, runUnits } from './run-units.js'
import { readSolcConfig, type SolcConfig } from './solc-config.js'
import { isCompiled, type SolcUnit, solcUnits } from './solc-units.js'
import { loadSourceGraph, type SourceGraph } from './source-graph.js'
import { removeArtifacts, writeArtifacts } from './write-artifacts.js'

/** Compiles what solc is for: `.sol`, `.yul`, and ABIs in `.json`. */
export async function compileSolidity(
  config: TruffleConfig,
  options: CompileProjectOptions,
  report: CompileReport,
): Promise<TruffleCompilation> {
  return new SolidityCompilation(config, options, report).run()
}

const nothingDone: TruffleCompilation = { sources: [], contracts: [], warnings: [], compilers: [] }

class SolidityCompilation {
  readonly #config: TruffleConfig
  readonly #options: CompileProjectOptions
  readonly #report: CompileReport
  readonly #solc: SolcConfig
  readonly #roots: readonly string[]
  /** Where artifacts go, and for a test run the layer that it takes those from which are up to date. */
  readonly #layer: ArtifactLayer
  readonly #below: ArtifactLayer | undefined
  readonly #optionsKey: string

  constructor(config: TruffleConfig, options: CompileProjectOptions, report: CompileReport) {
    this.#config = config
    this.#options = options
    this.#report = report
    this.#solc = readSolcConfig(config, options.solcSettings)
    this.#roots = rootsOf(config, options)
    const isTest = options.purpose === 'test'
    this.#layer = isTest ? freshLayer(config) : builtLayer(config)
    this.#below = isTest ? builtLayer(config) : undefined
    this.#optionsKey = this.#keyOfOptions()
  }

  async run(): Promise<TruffleCompilation> {
    if (this.#roots.length === 0) return nothingDone
    const state = readCompileState(this.#layer.stateFile)
    if (this.#isCurrent(state)) return nothingDone
    const { signal } = this.#options
    // Another process may be compiling: that can take minutes.
    const lock = { purpose: 'the artifacts of this project', signal, timeoutMs: 900_000 }
    return withFileLock(`${this.#layer.stateFile}.lock`, lock, () => this.#compile())
  }

  #keyOfOptions(): string {
    const { memorySources = {} } = this.#options
    const { directory } = this.#layer
    return sha256(
      JSON.stringify([this.#config.working_directory, directory, this.#solc, memorySources]),
    )
  }

  /** Whether nothing has changed since the last time, seen without reading a source. */
  #isCurrent(state: CompileState): boolean {
    const { all = false, files } = this.#options
    if (all || files !== undefined || !state.isComplete) return false
    if (state.options !== this.#optionsKey || !isSameList(state.roots, this.#roots)) return false
    const checked = checkInputs(state)
    if (checked === undefined) return false
    const outputs = new OutputCheck(state.outputs)
    if (!Object.keys(state.outputs).every((path) => outputs.isIntact(path))) return false
    if (!this.#isBelowCurrent(state.below)) return false
    const renewed = { ...checked, outputs: { ...checked.outputs, ...outputs.renewed } }
    const isRenewed = checked !== state || Object.keys(outputs.renewed).length > 0
    if (isRenewed) writeCompileState(this.#layer.stateFile, renewed)
    return true
  }

  #isBelowCurrent(below: CompileState['below']): boolean {
    const paths = Object.keys(below)
    if (this.#below === undefined || paths.length === 0) return true
    const intact = intactKeys(readCompileState(this.#below.stateFile))
    return paths.every((path) => intact(path) === below[path])
  }

  async #compile(): Promise<TruffleCompilation> {
    const { working_directory: root, events } = this.#config
    const { reporter, signal, memorySources: memory = {} } = this.#options
    const runner = this.#options.runner ?? createSolcRunner()
    try {
      const places = { root, reporter, signal, events }
      const choice = await chooseBackends({ config: this.#solc, places, runner })
      const resolver = new ImportResolver({ root, memory })
      const graph = loadSourceGraph(this.#roots, { resolver, root, solcVersion: choice.version })
      const backendOf = await choice.assign(graph, this.#roots)
      const units = solcUnits({ graph, config: this.#solc, backendOf })
      return await this.#compileStale(graph, units, resolver.absent)
    } finally {
      await runner.close()
    }
  }

  async #compileStale(
    graph: SourceGraph,
    units: ReadonlyMap<string, SolcUnit>,
    absent: readonly string[],
  ): Promise<TruffleCompilation> {
    const state = this.#options.all === true ? emptyState : readCompileState(this.#layer.stateFile)
    const keyOf = intactKeys(state)
    const below = this.#keysBelow(units)
    const misplaced = misplacedUnits(state, units, this.#layer)
    const isFresh = ({ source, key }: SolcUnit): boolean =>
      below[source.path] !== undefined ||
      (keyOf(source.path) === key && !misplaced.has(source.path))
    const forced = this.#forcedUnits(units)
    const stale = forced ?? [...units.values()].filter((unit) => !isFresh(unit))
    const jobs = await this.#runJobs(stale, graph)
    const done = new Set(stale.map(({ source }) => source.path))
    const kept = Object.entries(state.units).filter(
      ([path]) =>
        units.has(path) && below[path] === undefined && (forced !== undefined || !done.has(path)),
    )
    this.#dropSurplus(state, new Set([...kept.map(([path]) => path), ...done]))
    const written = writeArtifacts({
      layer: this.#layer,
      root: this.#config.working_directory,
      kept: { ...state, units: Object.fromEntries(kept) },
      jobs,
    })
    writeCompileState(this.#layer.stateFile, {
      ...emptyState,
      ...written,
      below,
      options: this.#optionsKey,
      isComplete: forced === undefined,
      roots: this.#roots,
      files: filesOf(graph),
      absent,
    })
    return this.#summary(jobs)
  }

  /** Sources whose artifacts the layer below has. */
  #keysBelow(units: ReadonlyMap<string, SolcUnit>): Readonly<Record<string, string>> {
    if (this.#below === undefined || this.#options.all === true) return {}
    const keyOf = intactKeys(readCompileState(this.#below.stateFile))
    const fresh = [...units.values()].filter(({ source, key }) => keyOf(source.path) === key)
    return Object.fromEntries(fresh.map(({ source, key }) => [source.path, key]))
  }

  /** Those asked for, and those that import them. Undefined when none are. */
  #forcedUnits(units: ReadonlyMap<string, SolcUnit>): readonly SolcUnit[] | undefined {
    const { files } = this.#options
    if (files === undefined) return undefined
    const asked = files.map((file) => this.#pathOf(file))
    for (const path of asked)
      if (!units.has(path) && isCompiled(path)) throw sourceNotFoundError(path)
    return [...units.values()].filter(
      ({ source, closure }) =>
        asked.includes(source.path) ||
        (this.#roots.includes(source.path) && asked.some((path) => closure.includes(path))),
    )
  }

  #pathOf(file: string): string {
    const path = resolve(this.#config.working_directory, file)
    return isAbsolute(file) || existsSync(path) ? path : file
  }

  async #runJobs(stale: readonly SolcUnit[], graph: SourceGraph): Promise<readonly FinishedJob[]> {
    const paths = stale.map(({ source }) => source.path)
    if (!paths.some((path) => !path.endsWith('.json'))) return []
    this.#report.sources(paths, this.#config.working_directory)
    const { purpose = 'build', signal } = this.#options
    const jobs = await runUnits(stale, { graph, config: this.#solc, purpose, signal })
    for (const { errors, fullVersion } of jobs) {
      const isStrict = this.#config['strict'] === true
      const solcVersion = /^[\d.]+/.exec(fullVersion)?.[0] ?? fullVersion
      if (!isStrict) this.#report.notes(errors)
      const text = failureText(errors, { isStrict, solcVersion })
      if (text === undefined) continue
      this.#report.failed()
      throw compileFailedError(text)
    }
    if (paths.some((path) => path.endsWith('.yul'))) {
      this.#report.line('> Warning: Yul is still experimental. Avoid using it in live deployments.')
    }
    return jobs
  }

  /** What only this program put there, nobody else deletes. The project's own folder is left as Truffle would leave it. */
  #dropSurplus(state: CompileState, wanted: ReadonlySet<string>): void {
    if (this.#below === undefined) return
    const surplus = Object.entries(state.units).filter(([path]) => !wanted.has(path))
    removeArtifacts(surplus.map(([, unit]) => unit))
  }

  #summary(jobs: readonly FinishedJob[]): TruffleCompilation {
    const contracts = jobs.flatMap((job) => job.contracts.map(({ contractName }) => contractName))
    const compilers = jobs
      .filter((job) => job.contracts.length > 0)
      .map(({ fullVersion }) => ({ name: 'solc', version: fullVersion }))
    return {
      sources: jobs.flatMap(({ units }) => units.map(({ source }) => source.path)).sort(),
      contracts,
      warnings: jobs.flatMap(({ errors }) => warningsOf(errors)),
      compilers,
    }
  }
}

function rootsOf(config: TruffleConfig, options: CompileProjectOptions): readonly string[] {
  const found = [
    ...findContracts(config.contracts_directory),
    ...(options.extraSources ?? []),
    ...(options.files ?? []).filter((file) => !existsSync(resolve(config.working_directory, file))),
  ]
  return [...new Set(found)].filter(isCompiled).sort()
}

/** Tells the key of a source whose artifacts are all as they were written. */
function intactKeys(state: CompileState): (path: string) => string | undefined {
  const outputs = new OutputCheck(state.outputs)
  return (path) => {
    const unit = state.units[path]
    const isIntact = unit && Object.values(unit.contracts).every((file) => outputs.isIntact(file))
    return isIntact === true ? unit?.key : undefined
  }
}

/** Sources whose contracts lie aside for others of their names that are gone. */
function misplacedUnits(
  { units: records }: CompileState,
  units: ReadonlyMap<string, SolcUnit>,
  { shadowed }: ArtifactLayer,
): ReadonlySet<string> {
  const named = new Map<string, string[]>()
  for (const [path, { contracts }] of Object.entries(records)) {
    if (!units.has(path)) continue
    for (const name of Object.keys(contracts)) named.set(name, [...(named.get(name) ?? []), path])
  }
  const alone = [...named].filter(([name, paths]) => {
    const files = paths.map((path) => records[path]?.contracts[name] ?? '')
    return files.every((file) => file.startsWith(shadowed))
  })
  return new Set(alone.flatMap(([, paths]) => paths))
}

function filesOf(graph: SourceGraph): CompileState['files'] {
  return Object.fromEntries(
    [...graph.values()].flatMap(({ file, hash }) =>
      file === undefined ? [] : [[file.path, [hash, ...file.signature] as const] as const],
    ),
  )
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((member, index) => member === b[index])
}
