import { isScaffoldError, withFileLock } from '@scaffold-evm/common'
import type { Diagnostic } from '../diagnostics.js'
import { compileFailedError } from '../errors.js'
import type { CompileJob, CompileRequest, CompilerOptions } from '../options.js'
import type { Places } from './cache/places.js'
import { RunStore } from './cache/run-store.js'
import type { State, UnitRecord } from './cache/state.js'
import { UnitCache } from './cache/unit-cache.js'
import { relativePath } from './files/relative-path.js'
import { contractsOf } from './output/artifact-files.js'
import { type SwitchResult, switchArtifacts } from './output/switch-artifacts.js'
import { planJobs } from './plan/jobs.js'
import { planWithCompilers } from './plan/plan-with-compilers.js'
import type { Unit } from './plan/unit.js'
import { jobDiagnostics } from './run/job-diagnostics.js'
import { type FinishedJob, runJobs } from './run/run-jobs.js'
import { settingsError } from './run/settings-error.js'
import { createSolcProvider, type SolcProvider } from './solc/provider.js'
import type { SolcPool } from './solc-pool.js'
import { loadSources, type Sources } from './sources/load-sources.js'

/** What one build works with. */
export interface BuildContext {
  readonly options: CompilerOptions
  readonly request: CompileRequest
  readonly places: Places
  readonly pool: SolcPool
  /** The project's own sources, absolute. */
  readonly paths: readonly string[]
  /** The sources that alone are asked for, absolute. Undefined for all. */
  readonly asked: readonly string[] | undefined
  /** Hash of all options that influence the result. */
  readonly optionsKey: string
  /** What the last run left, if there is anything to be had from it. */
  readonly state: State | undefined
}

/** What a build did. */
export interface BuildResult extends SwitchResult {
  /** Names of the sources that solc compiled. */
  readonly compiled: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
  readonly jobs: readonly CompileJob[]
}

/** Compiles what no cache holds, and brings the artifacts on disk to the state of the sources. */
export async function build(context: BuildContext): Promise<BuildResult> {
  try {
    return await new Build(context).run(knownSources(context))
  } catch (error) {
    if (!isScaffoldError(error, 'SOURCE_CHANGED')) throw error
    return new Build(context).run(undefined)
  }
}

/** The scanner and what it is asked belong to the options. */
function knownSources({ state, optionsKey }: BuildContext): State | undefined {
  return state?.options === optionsKey ? state : undefined
}

class Build {
  readonly #context: BuildContext
  readonly #store: RunStore
  readonly #cache: UnitCache
  readonly #provider: SolcProvider

  constructor(context: BuildContext) {
    const { options, request, places, state } = context
    const { root, offline, reporter, solidity } = options
    this.#context = context
    this.#store = new RunStore(places)
    this.#cache = new UnitCache(places, this.#store, state)
    this.#provider = createSolcProvider({
      root,
      offline,
      reporter,
      soljsonPath: solidity.soljsonPath,
      signal: request.signal,
    })
  }

  /** Of sources that are as `known` only the needed ones are read, and may have changed by then. */
  async run(known: State | undefined): Promise<BuildResult> {
    const { options, request, paths, asked } = this.#context
    const sources = loadSources(options, { paths, asked, state: known })
    const { profile = 'default', withAst = false, solidity } = options
    const { graph, remappings } = sources
    const { units, misses, soljsonPaths } = await planWithCompilers(
      { graph, solidity, profile, withAst, remappings },
      { provider: this.#provider, findMisses: (all) => this.#findMisses(all, sources) },
    )
    request.signal?.throwIfAborted()
    const finished = await this.#compile(misses, sources, soljsonPaths)
    const records = finished.flatMap(recordsOf)
    const soljson = [...soljsonPaths.values()][0]
    const result = await this.#finish(units, records, { sources, soljson })
    const diagnostics = jobDiagnostics(finished, graph)
    const compiled = records.map(({ name }) => name).sort()
    return { ...result, compiled, diagnostics, jobs: finished.map(summaryOf) }
  }

  async #findMisses(units: readonly Unit[], sources: Sources): Promise<readonly Unit[]> {
    const selected = selectUnits(units, sources.selected)
    return this.#context.request.force === true ? selected : this.#cache.findMisses(selected)
  }

  async #compile(
    misses: readonly Unit[],
    { graph }: Sources,
    soljsonPaths: ReadonlyMap<string, string>,
  ): Promise<readonly FinishedJob[]> {
    if (misses.length === 0) return []
    const { pool, options, request } = this.#context
    const finished = await runJobs(planJobs(misses), {
      graph,
      pool,
      reporter: options.reporter,
      signal: request.signal,
      soljsonPath: (version) => soljsonPaths.get(version) ?? '',
    })
    await Promise.all(finished.map(({ run }) => run && this.#store.save(run)))
    if (finished.every(({ run }) => run !== undefined)) return finished
    // What did compile need not be compiled again once the errors are mended.
    const records = finished.flatMap(recordsOf).map(({ record }) => record)
    await this.#locked(() => this.#store.addUnits(records))
    throw (
      settingsError(finished, options.solidity) ??
      compileFailedError(jobDiagnostics(finished, graph))
    )
  }

  async #finish(
    units: readonly Unit[],
    compiled: readonly CompiledUnit[],
    { sources, soljson }: { readonly sources: Sources; readonly soljson: string | undefined },
  ): Promise<SwitchResult> {
    const { places, optionsKey, state } = this.#context
    const fresh = new Map(compiled.map(({ name, record }) => [name, record]))
    const wanted = selectUnits(units, sources.selected).flatMap(({ name }) => {
      const record = fresh.get(name) ?? this.#cache.recordOf(name)
      return record === undefined ? [] : [[name, record] as const]
    })
    return this.#locked(async () => {
      await this.#store.addUnits([...fresh.values()])
      const result = await switchArtifacts({
        places,
        store: this.#store,
        runs: this.#cache.runs,
        units: Object.fromEntries(wanted),
        complete: sources.selected === undefined,
        inputs: {
          ...sources.inputs,
          options: optionsKey,
          soljson: soljson === undefined ? state?.soljson : relativePath(places.root, soljson),
        },
      })
      await this.#store.prune(new Set(Object.values(result.state.units).map(({ run }) => run)))
      return result
    })
  }

  #locked<T>(action: () => Promise<T>): Promise<T> {
    const { places, request } = this.#context
    const options = { purpose: 'the artifacts of this project', signal: request.signal }
    return withFileLock(places.lockFile, options, action)
  }
}

interface CompiledUnit {
  readonly name: string
  readonly record: UnitRecord
}

function recordsOf({ job, run }: FinishedJob): readonly CompiledUnit[] {
  if (run === undefined) return []
  return job.units.map(({ name, key }) => ({
    name,
    record: { key, run: run.info.id, contracts: contractsOf(run.info, name) },
  }))
}

function summaryOf({ job, workers, ms }: FinishedJob): CompileJob {
  return { version: job.group.version, sources: job.units.length, workers, ms }
}

/** The units of the sources asked for, and of all that they import. */
function selectUnits(
  units: readonly Unit[],
  selected: readonly string[] | undefined,
): readonly Unit[] {
  if (selected === undefined) return units
  const asked = new Set(selected)
  const names = new Set(units.flatMap(({ name, closure }) => (asked.has(name) ? closure : [])))
  return units.filter(({ name }) => names.has(name))
}
