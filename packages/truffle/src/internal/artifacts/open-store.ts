import type { TruffleArtifactStore } from '../../truffle-artifact.js'
import {
  type ArtifactLayer,
  type BuildPlaces,
  builtLayer,
  freshLayer,
} from '../compile/cache-folder.js'
import { createArtifactStore } from './artifact-store.js'
import { createLayeredStore } from './layered-store.js'

/** The project's artifacts on disk; what is written is there for good. */
export function openArtifactStore(config: BuildPlaces): TruffleArtifactStore {
  return openLayer(builtLayer(config))
}

/** The artifacts that a test run sees: what was compiled for it over the project's own. What it writes is in memory only. */
export function openTestArtifactStore(config: BuildPlaces): TruffleArtifactStore {
  return createLayeredStore({
    built: openLayer(builtLayer(config)),
    fresh: openLayer(freshLayer(config)),
  })
}

function openLayer({ directory, shadowed }: ArtifactLayer): TruffleArtifactStore {
  return createArtifactStore(directory, { shadowed })
}
