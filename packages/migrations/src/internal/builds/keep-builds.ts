import { isScaffoldError } from '@scaffold-evm/common'
import type { Artifact, BuildInfo } from '@scaffold-evm/compiler'
import {
  type BuildIdentity,
  type Connection,
  type DeployedContract,
  loadBuildInfo,
  type Project,
} from '@scaffold-evm/project'
import { digestCode } from '../digest.js'
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
  const contracts: Record<string, DeployedContract> = { ...record.contracts }
  for (const [name, contract] of Object.entries(contracts)) {
    if (contract.build !== undefined) continue
    const build = await keeper.keep(contract)
    if (build !== undefined) contracts[name] = { ...contract, build }
  }
  if (keeper.hasKept) await store.write({ ...record, contracts })
}

class BuildKeeper {
  hasKept = false
  readonly #project: Project
  readonly #chainId: bigint
  readonly #infos = new Map<string, Promise<BuildInfo | undefined>>()

  constructor(project: Project, chainId: bigint) {
    this.#project = project
    this.#chainId = chainId
  }

  /** Undefined when the project's code is another by now. */
  async keep({ contract, codeDigest }: DeployedContract): Promise<BuildIdentity | undefined> {
    const artifact = codeDigest === undefined ? undefined : await this.#artifact(contract)
    if (artifact === undefined || digestCode(artifact.bytecode) !== codeDigest) return undefined
    const info = await this.#info(artifact.buildInfoId)
    if (info === undefined) return undefined
    const { config } = this.#project
    const places = { paths: config.paths, chainId: this.#chainId }
    this.hasKept = true
    return keepInput(info.solcLongVersion, minimalInput(info, artifact), places)
  }

  async #artifact(name: string): Promise<Artifact | undefined> {
    try {
      return await this.#project.artifacts.get(name)
    } catch (error) {
      if (isScaffoldError(error, 'ARTIFACT_NOT_FOUND')) return undefined
      throw error
    }
  }

  #info(id: string): Promise<BuildInfo | undefined> {
    const known = this.#infos.get(id) ?? loadBuildInfo(this.#project, id)
    this.#infos.set(id, known)
    return known
  }
}
