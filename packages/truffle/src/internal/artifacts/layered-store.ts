import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { JsonMembers } from './artifact-text.js'
import { artifactMembers, copyArtifact, createLazyArtifact } from './lazy-artifact.js'
import { mergeArtifactMembers, mergeDeep } from './merge-artifact.js'
import { isSourceNamed, parseContractReference } from './qualified-name.js'

/** The artifacts below a {@link createLayeredStore}. */
export interface StoreLayers {
  /** What the project has built: gives the names there are, the networks, and what `fresh` does not have. */
  readonly built: TruffleArtifactStore
  /** What was compiled without being written among the built ones. */
  readonly fresh: TruffleArtifactStore
}

class LayeredStore implements TruffleArtifactStore {
  readonly directory: string
  readonly #layers: StoreLayers
  readonly #written = new Map<string, JsonMembers>()

  constructor(layers: StoreLayers) {
    this.directory = layers.built.directory
    this.#layers = layers
  }

  names(): readonly string[] {
    const { built, fresh } = this.#layers
    return [...new Set([...built.names(), ...fresh.names(), ...this.#written.keys()])].sort()
  }

  find(name: string): TruffleArtifact | undefined {
    const { sourceName, contractName } = parseContractReference(name)
    const written = this.#written.get(contractName)
    if (written !== undefined) {
      const artifact = createLazyArtifact(written)
      const path = artifact.sourcePath ?? ''
      if (sourceName === undefined || isSourceNamed(path, sourceName)) return artifact
    }
    return this.#findBelow(name)
  }

  write(artifact: TruffleArtifact): void {
    const { contractName } = artifact
    const below = this.#written.get(contractName) ?? this.#membersBelow(contractName)
    const updatedAt = new Date().toISOString()
    this.#written.set(
      contractName,
      mergeArtifactMembers(artifactMembers(artifact), below, updatedAt),
    )
  }

  refresh(): void {
    this.#layers.built.refresh()
    this.#layers.fresh.refresh()
  }

  #membersBelow(contractName: string): JsonMembers | undefined {
    const artifact = this.#findBelow(contractName)
    return artifact && artifactMembers(artifact)
  }

  #findBelow(name: string): TruffleArtifact | undefined {
    const { built, fresh } = this.#layers
    const artifact = fresh.find(name)
    if (artifact === undefined) return built.find(name)
    const networks = built.find(artifact.contractName)?.networks ?? {}
    if (Object.keys(networks).length === 0) return artifact
    const merged = mergeDeep(networks, artifact.networks)
    return copyArtifact(artifact, { networks: merged as TruffleArtifact['networks'] })
  }
}

/**
 * The built artifacts, covered by freshly compiled ones, with all that is written kept in memory: for runs that leave
 * no trace, as tests.
 */
export function createLayeredStore(layers: StoreLayers): TruffleArtifactStore {
  return new LayeredStore(layers)
}
