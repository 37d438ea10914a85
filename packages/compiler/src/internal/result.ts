import { join } from 'node:path'
import type { ArtifactReference, CompileResult } from '../options.js'
import type { BuildResult } from './build.js'
import type { Places } from './cache/places.js'
import type { State } from './cache/state.js'
import { artifactPath } from './output/artifact-files.js'

/** The result of a compilation that found nothing to do. */
export function upToDateResult(places: Places, state: State): CompileResult {
  return {
    status: 'up-to-date',
    compiledSources: [],
    restoredSources: [],
    artifacts: artifactsOf(places, state),
    diagnostics: [],
    jobs: [],
    removed: [],
  }
}

/** The result of a build. */
export function builtResult(places: Places, result: BuildResult): CompileResult {
  const { compiled, written, state, diagnostics, jobs, removed } = result
  const fresh = new Set(compiled)
  return {
    status: compiled.length > 0 ? 'compiled' : 'up-to-date',
    compiledSources: compiled,
    restoredSources: written.filter((name) => !fresh.has(name)),
    artifacts: artifactsOf(places, state),
    diagnostics,
    jobs,
    removed,
  }
}

function artifactsOf({ artifactsDir }: Places, state: State): readonly ArtifactReference[] {
  return Object.entries(state.units).flatMap(([sourceName, { contracts }]) =>
    Object.keys(contracts).map((contractName) => ({
      sourceName,
      contractName,
      path: join(artifactsDir, artifactPath(sourceName, contractName)),
    })),
  )
}
