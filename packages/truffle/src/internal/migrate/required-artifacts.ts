import type { ContractAbstraction } from '../../contract-abstraction.js'
import type { Artifacts } from '../../truffle-session.js'

/** `artifacts` of one migration file, which knows what was required. */
export interface RequiredArtifacts extends Artifacts {
  readonly required: Iterable<ContractAbstraction>
  has(contract: unknown): boolean
}

/** Takes note of all that is required. */
export function noteRequired(artifacts: Artifacts): RequiredArtifacts {
  const required = new Set<ContractAbstraction>()
  return {
    required,
    has: (contract) => required.has(contract as ContractAbstraction),
    require(name) {
      const abstraction = artifacts.require(name)
      required.add(abstraction)
      return abstraction
    },
  }
}
