import type { AbstractionContext, ContractAbstraction } from '../../contract-abstraction.js'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleConfig } from '../../truffle-config.js'
import type { Artifacts } from '../../truffle-session.js'
import { artifactNotFoundError, resolveArtifact } from '../artifacts/resolve-artifact.js'

/** What makes an abstraction of an artifact. */
export type CreateAbstraction = (
  artifact: TruffleArtifact,
  context: AbstractionContext,
) => ContractAbstraction

/** How abstractions are made, and of what beside artifacts. */
export interface AbstractionMaker {
  readonly context: AbstractionContext
  readonly createAbstraction: CreateAbstraction
}

/** `artifacts` over a store: each contract has one abstraction, however it is named. */
export function createArtifacts(
  config: TruffleConfig,
  store: TruffleArtifactStore,
  { context, createAbstraction }: AbstractionMaker,
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
