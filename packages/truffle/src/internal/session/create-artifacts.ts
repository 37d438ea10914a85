import type { AbstractionContext, ContractAbstraction } from '../../contract-abstraction.js'
import { createAbstraction } from '../../create-abstraction.js'
import type { TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleConfig } from '../../truffle-config.js'
import type { Artifacts } from '../../truffle-session.js'
import { artifactNotFoundError, resolveArtifact } from '../artifacts/resolve-artifact.js'

/** `artifacts` over a store: each contract has one abstraction, however it is named. */
export function createArtifacts(
  config: TruffleConfig,
  store: TruffleArtifactStore,
  context: AbstractionContext,
): Artifacts {
  const byArtifact = new Map<string, ContractAbstraction>()
  return {
    require(name) {
      const artifact = resolveArtifact(config, store, name)
      if (artifact === undefined) throw artifactNotFoundError(name)
      const key = `${artifact.contractName}\0${artifact.sourcePath ?? ''}`
      const known = byArtifact.get(key)
      if (known !== undefined) return known
      const made = createAbstraction(artifact, context)
      byArtifact.set(key, made)
      return made
    },
  }
}
