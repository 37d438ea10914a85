import { sha256 } from './compile-state.js'
import type { SolcBackend } from './solc-backend.js'
import type { SolcConfig } from './solc-config.js'
import { closuresOf, type ProjectSource, type SourceGraph } from './source-graph.js'

/** A source as a thing to compile. */
export interface SolcUnit {
  readonly source: ProjectSource
  readonly backend: SolcBackend
  /** Paths of all it imports, and its own. */
  readonly closure: readonly string[]
  /** See `UnitRecord.key`. */
  readonly key: string
}

/** What units are made from. */
export interface UnitContext {
  readonly graph: SourceGraph
  readonly config: SolcConfig
  /** Which compiler a source gets. */
  readonly backendOf: (path: string) => SolcBackend
}

const keyFormat = 'truffle-unit-1'

/** Every source that solc can compile, by path, in order of paths. */
export function solcUnits({
  graph,
  config,
  backendOf,
}: UnitContext): ReadonlyMap<string, SolcUnit> {
  const closures = closuresOf(graph)
  const settings = JSON.stringify([config.settings, config.modelCheckerSettings])
  const units = [...graph.values()]
    .filter(({ path, isBuiltIn }) => isCompiled(path) && !isBuiltIn)
    .map((source): SolcUnit => {
      const backend = backendOf(source.path)
      const closure = closures.get(source.path) ?? [source.path]
      const contents = closure.map((path) => `${graph.get(path)?.hash} ${path}`)
      const parts = [keyFormat, backend.fullVersion, settings, source.path, ...contents]
      return { source, backend, closure, key: sha256(parts.join('\n')) }
    })
  return new Map(units.sort(byPath).map((unit) => [unit.source.path, unit]))
}

function byPath(a: SolcUnit, b: SolcUnit): number {
  return a.source.path < b.source.path ? -1 : 1
}

/** Whether solc is for files of this name; ABIs in JSON become interfaces. */
export function isCompiled(path: string): boolean {
  return /\.(?:sol|yul|json)$/.test(path)
}
