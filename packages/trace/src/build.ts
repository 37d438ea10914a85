import type { Artifact, BuildInfo } from '@scaffold-evm/compiler'
import { type CompiledContract, CompiledContracts } from './compiled-contract.js'
import { CodeMatcher } from './internal/match-code.js'

/** Where compiled contracts are. */
export interface BuildSource {
  readonly artifacts: readonly Artifact[]
  /** Undefined when it is not there, as of artifacts that another tool made. */
  readonly readBuildInfo: (id: string) => Promise<BuildInfo | undefined>
}

/** All contracts that were compiled in one way. Nothing is read before it is asked for. */
export class Build {
  readonly matcher: CodeMatcher
  readonly #byName: ReadonlyMap<string, Artifact>
  readonly #contracts: CompiledContracts

  constructor({ artifacts, readBuildInfo }: BuildSource) {
    this.matcher = new CodeMatcher(artifacts)
    this.#byName = new Map(artifacts.map((artifact) => [nameOf(artifact), artifact]))
    this.#contracts = new CompiledContracts(readBuildInfo)
  }

  /** The same contract in this build. */
  counterpart(artifact: Artifact): Artifact | undefined {
    return this.#byName.get(nameOf(artifact))
  }

  /** Every contract that there is, interfaces and abstract ones too. */
  async contracts(): Promise<readonly CompiledContract[]> {
    const all = await Promise.all([...this.#byName.values()].map((artifact) => this.load(artifact)))
    return all.filter((contract) => contract !== undefined)
  }

  load(artifact: Artifact): Promise<CompiledContract | undefined> {
    return this.#contracts.of(artifact)
  }
}

function nameOf({ sourceName, contractName }: Artifact): string {
  return `${sourceName}:${contractName}`
}
