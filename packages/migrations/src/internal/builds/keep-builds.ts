import type { Hex } from '@scaffold-evm/common'
import type {
  BuildIdentity,
  Connection,
  DeployedContract,
  DiamondRecord,
  FacetRecord,
  Project,
  ProxyRecord,
} from '@scaffold-evm/project'
import { digestCode } from '../files/digest.js'
import { type FoundArtifact, findArtifact } from './find-artifact.js'
import { minimalInput } from './minimal-input.js'
import { keepInput } from './solc-inputs.js'

/**
 * Keeps what recorded contracts were compiled from, of those whose code is still the project's. On chains in memory
 * there is nothing to keep it for. The caller holds the lock of the record.
 */
export async function keepBuilds(project: Project, connection: Connection): Promise<void> {
  const store = connection.deployments
  const record = store.path === undefined ? undefined : await store.read()
  if (record === undefined) return
  const keeper = new BuildKeeper(project, connection.chainId)
  const contracts: Record<string, DeployedContract> = {}
  for (const [name, contract] of Object.entries(record.contracts)) {
    contracts[name] = await keeper.keep(contract)
  }
  if (keeper.hasKept) await store.write({ ...record, contracts })
}

/** Code by the contract that it is of; without a digest it is taken to be what the project has. */
interface RecordedCode {
  readonly contract: string
  readonly codeDigest?: Hex | undefined
}

class BuildKeeper {
  hasKept = false
  readonly #project: Project
  readonly #chainId: bigint
  readonly #found = new Map<string, Promise<FoundArtifact | undefined>>()

  constructor(project: Project, chainId: bigint) {
    this.#project = project
    this.#chainId = chainId
  }

  async keep(deployed: DeployedContract): Promise<DeployedContract> {
    const { proxy, diamond } = deployed
    if (proxy !== undefined) return this.#keepProxy(deployed, proxy)
    const kept = await this.#keepOne(deployed)
    return diamond === undefined ? kept : { ...kept, diamond: await this.#keepFacets(diamond) }
  }

  async #keepOne<T extends RecordedCode & { readonly build?: BuildIdentity }>(of: T): Promise<T> {
    if (of.build !== undefined || of.codeDigest === undefined) return of
    return withBuild(of, await this.#buildOf(of))
  }

  async #keepFacets(diamond: DiamondRecord): Promise<DiamondRecord> {
    const facets: Record<string, FacetRecord> = {}
    for (const [name, facet] of Object.entries(diamond.facets)) {
      facets[name] = await this.#keepOne(facet)
    }
    return { ...diamond, facets }
  }

  async #keepProxy(deployed: DeployedContract, proxy: ProxyRecord): Promise<DeployedContract> {
    const { proxyContract: contract } = proxy
    const behind = proxy.build === undefined && proxy.codeDigest !== undefined
    const kept = behind ? withBuild(proxy, await this.#buildOf(proxy)) : proxy
    const isKept = deployed.build !== undefined || contract === undefined
    const own = isKept ? deployed : withBuild(deployed, await this.#buildOf({ contract }))
    return kept === proxy ? own : { ...own, proxy: kept }
  }

  /** Undefined when the project's code is another by now. */
  async #buildOf({ contract, codeDigest }: RecordedCode): Promise<BuildIdentity | undefined> {
    const found = await this.#find(contract)
    if (found === undefined) return undefined
    const { artifact, info } = found
    if (codeDigest !== undefined && digestCode(artifact.bytecode) !== codeDigest) return undefined
    const places = { paths: this.#project.config.paths, chainId: this.#chainId }
    this.hasKept = true
    return keepInput(info.solcLongVersion, minimalInput(info, artifact), places)
  }

  #find(contract: string): Promise<FoundArtifact | undefined> {
    const known = this.#found.get(contract) ?? findArtifact(this.#project, contract)
    this.#found.set(contract, known)
    return known
  }
}

function withBuild<T extends object>(of: T, build: BuildIdentity | undefined): T {
  return build === undefined ? of : { ...of, build }
}
