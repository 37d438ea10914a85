import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'

/** A store with some artifacts replaced, as long as nothing is written over them. */
export function overlayStore(
  store: TruffleArtifactStore,
  artifacts: readonly TruffleArtifact[],
): TruffleArtifactStore {
  const byName = new Map(artifacts.map((artifact) => [artifact.contractName, artifact]))
  return {
    directory: store.directory,
    names: () => [...new Set([...store.names(), ...byName.keys()])].sort(),
    find: (name) => byName.get(name) ?? store.find(name),
    write: (artifact) => {
      byName.set(artifact.contractName, artifact)
    },
    refresh: () => store.refresh(),
  }
}
