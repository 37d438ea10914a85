import type { Hex } from '@scaffold-evm/common'
import type { AbiEntry, Artifact, SolcContract } from '@scaffold-evm/compiler'
import {
  type BuildIdentity,
  type DeployedContract,
  diamondAbi,
  listDeployments,
  type Project,
} from '@scaffold-evm/project'
import { findArtifact } from '../internal/builds/find-artifact.js'
import { InputCompiler } from '../internal/builds/input-compiler.js'
import { contractPlace } from '../internal/builds/minimal-input.js'
import { readInput } from '../internal/builds/solc-inputs.js'
import { digestCode } from '../internal/files/digest.js'
import type { ExportedContract, ExportedNetwork } from './exported.js'

/** What is exported. */
export interface ExportOptions {
  /** A network's name. @default all that have a record */
  readonly network?: string | undefined
}

/** What is exported, and what people should know about it. */
export interface CollectedExport {
  readonly networks: readonly ExportedNetwork[]
  readonly notes: readonly string[]
}

/**
 * Addresses and ABIs of what is recorded. A contract that the project has changed since has the ABI that was deployed, where
 * what it was compiled from is kept; a proxy has that of its implementation. No chain is asked.
 *
 * @throws `NETWORK_UNKNOWN`, `DEPLOYMENT_INVALID`, `SOLC_INPUT_INVALID`, and as finding a compiler does.
 */
export async function collectExport(
  project: Project,
  { network }: ExportOptions = {},
): Promise<CollectedExport> {
  const stores =
    network === undefined ? await listDeployments(project) : [project.deployments(network)]
  const collector = new ExportCollector(project)
  const networks: ExportedNetwork[] = []
  try {
    for (const store of stores) {
      const record = await store.read()
      if (record === undefined) continue
      const contracts: ExportedContract[] = []
      for (const [name, contract] of Object.entries(record.contracts)) {
        const at = { network: record.network, name }
        contracts.push(...(await collector.collect(at, contract, stepOf(record, name))))
      }
      networks.push({ name: record.network, chainId: record.chainId, contracts })
    }
  } finally {
    await collector.close()
  }
  return { networks, notes: collector.notes }
}

function stepOf(
  { migrations }: { readonly migrations: Readonly<Record<string, { readonly steps: object }>> },
  name: string,
): ExportedContract['step'] {
  const steps = Object.values(migrations).flatMap((migration) => Object.values(migration.steps))
  return steps.find((step) => step.name === name && step.kind === 'deploy')
}

class ExportCollector {
  readonly notes: string[] = []
  readonly #project: Project
  #compiler: InputCompiler | undefined

  constructor(project: Project) {
    this.#project = project
  }

  async collect(
    { network, name }: { readonly network: string; readonly name: string },
    deployed: DeployedContract,
    step: ExportedContract['step'],
  ): Promise<readonly ExportedContract[]> {
    const { proxy } = deployed
    const code = proxy === undefined ? deployed : proxy
    const found = await this.#compiled(code)
    if (found === undefined) {
      this.notes.push(`${network}: ${name} is left out: the project has no ${code.contract}`)
      return []
    }
    if (found.isAnother) {
      this.notes.push(`${network}: ${name} has changed since; its ABI is that of now`)
    }
    const own =
      proxy?.proxyContract === undefined
        ? undefined
        : await this.#compiled({ contract: proxy.proxyContract, build: deployed.build })
    const { contract } = found
    const abi = await this.#abi(contract.abi ?? [], deployed)
    return [
      {
        name,
        deployed,
        step,
        abi,
        compiled: contract,
        proxyCompiled: own?.contract,
        solc: found.solc,
      },
    ]
  }

  /** Of a diamond with the functions of its facets. */
  async #abi(
    own: readonly AbiEntry[],
    { diamond }: DeployedContract,
  ): Promise<readonly AbiEntry[]> {
    if (diamond === undefined) return own
    const facets: (readonly AbiEntry[])[] = []
    for (const facet of Object.values(diamond.facets)) {
      facets.push((await this.#compiled(facet))?.contract.abi ?? [])
    }
    return diamondAbi(own, facets)
  }

  async close(): Promise<void> {
    await this.#compiler?.close()
  }

  /** What was deployed; what the project has now when that is not known. */
  async #compiled(code: RecordedCode): Promise<Compiled | undefined> {
    const found = await findArtifact(this.#project, code.contract)
    const isSame =
      found !== undefined &&
      (code.codeDigest === undefined || digestCode(found.artifact.bytecode) === code.codeDigest)
    const kept = isSame ? undefined : await this.#kept(code)
    if (kept !== undefined) return { ...kept, isAnother: false }
    if (found === undefined) return undefined
    const { artifact, info } = found
    const contract = info.output.contracts?.[artifact.sourceName]?.[artifact.contractName]
    return {
      contract: contract ?? ofArtifact(artifact),
      solc: info.solcLongVersion,
      isAnother: !isSame,
    }
  }

  async #kept({ contract, build }: RecordedCode): Promise<Omit<Compiled, 'isAnother'> | undefined> {
    const input = build && (await readInput(build, this.#project.config.paths))
    if (build === undefined || input === undefined) return undefined
    const { sourceName, contractName } = contractPlace(build.contract ?? contract)
    this.#compiler ??= new InputCompiler(this.#project)
    const output = await this.#compiler.run({ solc: build.solc, input, targets: [sourceName] })
    const compiled = output.contracts?.[sourceName]?.[contractName]
    return compiled && { contract: compiled, solc: build.solc }
  }
}

interface RecordedCode {
  readonly contract: string
  readonly codeDigest?: Hex | undefined
  readonly build?: BuildIdentity | undefined
}

interface Compiled {
  readonly contract: SolcContract
  /** Long version. */
  readonly solc: string
  /** Whether it is not what was deployed. */
  readonly isAnother: boolean
}

function ofArtifact({
  abi,
  bytecode,
  deployedBytecode,
}: Artifact): SolcContract & { readonly abi: readonly AbiEntry[] } {
  return {
    abi,
    evm: {
      bytecode: { object: bytecode.slice(2) },
      deployedBytecode: { object: deployedBytecode.slice(2) },
    },
  }
}
