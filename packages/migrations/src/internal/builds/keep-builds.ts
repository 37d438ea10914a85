import type { Hex } from '@scaffold-evm/common'
import type {
  BuildIdentity,
  Connection,
  DeployedContract,
  Project,
  ProxyRecord,
} from '@scaffold-evm/project'
import { digestCode } from '../digest.js'
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
    const { proxy, build, codeDigest } = deployed
    if (proxy !== undefined) return this.#keepProxy(deployed, proxy)
    if (build !== undefined || codeDigest === undefined) return deployed
    return withBuild(deployed, await this.#buildOf(deployed))
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
