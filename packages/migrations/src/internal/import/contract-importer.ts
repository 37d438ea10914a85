import { type Eip1193Provider, type Hex, isHex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type {
  BuildIdentity,
  DeployedContract,
  JsonValue,
  Project,
  StepRecord,
} from '@scaffold-evm/project'
import { readStorageLayout } from '../../layout/read-storage-layout.js'
import { createUpgradeLoader, type UpgradeLoader } from '../../upgrade/create-upgrade-loader.js'
import { identifyInput, keepInput } from '../builds/solc-inputs.js'
import { digestCode } from '../files/digest.js'
import { layoutToJson } from '../proxies/upgraded-contracts.js'
import { ChainReader } from '../steps/chain-reader.js'
import type { DeployingFile } from './deploying-file.js'
import type { ForeignContract, ForeignState } from './foreign-state.js'
import { type LiveProxy, readLiveProxy } from './live-proxy.js'
import { artifactNamed, artifactOfCode, runsArtifact } from './match-artifact.js'
import { inputFromMetadata } from './metadata-input.js'
import { contractIn } from './openzeppelin-state.js'
import { readCreation } from './read-creation.js'

/** A contract as our record has it. */
export interface ImportedContract {
  readonly name: string
  readonly contract: DeployedContract
  /** Its deployment, if the chain still knows it. */
  readonly step: StepRecord | undefined
  /** What people should know. */
  readonly note: string | undefined
}

/** What contracts are brought in with. */
export interface ImporterParts {
  readonly project: Project
  readonly provider: Eip1193Provider
  readonly chainId: bigint
  readonly deployingFile: DeployingFile
  /** Whether nothing is to be written. */
  readonly isDryRun: boolean
}

/** What runs at an address, or behind it. */
interface Running {
  readonly proxy: LiveProxy | undefined
  readonly layout: JsonValue | undefined
  readonly artifact: Artifact | undefined
  /** Fully qualified. */
  readonly contract: string
  readonly isSame: boolean
}

/** Turns what other tools say of contracts into entries of the record, after asking the chain. */
export class ContractImporter {
  readonly #parts: ImporterParts
  readonly #reader: ChainReader
  #load: UpgradeLoader | undefined

  constructor(parts: ImporterParts) {
    this.#parts = parts
    this.#reader = new ChainReader(parts.provider)
  }

  /** Undefined when there is no code at its address. */
  async import(
    foreign: ForeignContract,
    state: ForeignState,
  ): Promise<ImportedContract | undefined> {
    const code = await this.#code(foreign.address)
    if (code === undefined) return undefined
    const running = await this.#running(foreign, code)
    const { artifact, contract } = running
    const name = foreign.name === '' ? shortName(contract) : foreign.name
    const { transactionHash, creationCode } = foreign
    const codes = running.proxy === undefined ? [creationCode, artifact?.bytecode] : []
    const creation = await readCreation(this.#reader, { name, transactionHash, artifact, codes })
    const known = { ...foreign, args: foreign.args ?? creation?.args }
    const build = await this.#build(foreign, state)
    const at = {
      address: foreign.address,
      migration: this.#parts.deployingFile(foreign.contractName ?? name),
      ...(transactionHash === undefined ? {} : { transactionHash }),
      ...(creation?.step.blockNumber === undefined
        ? {}
        : { blockNumber: creation.step.blockNumber }),
      imported: state.tool,
    }
    const entry = toEntry(at, known, { ...running, build })
    return { name, contract: entry, step: creation?.step, note: noteOf(name, running) }
  }

  async #code(address: string): Promise<Hex | undefined> {
    const code = await this.#reader.ask('eth_getCode', address, 'latest')
    return isHex(code) && code.length > 3 ? code : undefined
  }

  async #running(foreign: ForeignContract, own: Hex): Promise<Running> {
    const { address, proxy: said } = foreign
    const proxy = said && (await readLiveProxy(this.#parts.provider, address, said.kind))
    const code = proxy === undefined ? own : ((await this.#code(proxy.implementation)) ?? own)
    const told = proxy && said?.layoutAt?.(proxy.implementation)
    const artifact = await this.#artifact(foreign, code, told)
    const isSame = artifact !== undefined && runsArtifact(code, artifact)
    // Read from the source it has more than other tools keep, e.g. members of enums.
    const layout = isSame && proxy !== undefined ? await this.#layoutOf(artifact) : told
    return { proxy, layout, artifact, contract: nameOf(foreign, artifact, told), isSame }
  }

  async #layoutOf({ sourceName, contractName }: Artifact): Promise<JsonValue> {
    this.#load ??= createUpgradeLoader(this.#parts.project)
    return layoutToJson(readStorageLayout(await this.#load(`${sourceName}:${contractName}`)))
  }

  async #artifact(
    { contractName, sourceName, name }: ForeignContract,
    code: Hex,
    layout: JsonValue | undefined,
  ): Promise<Artifact | undefined> {
    const { project } = this.#parts
    const short = contractName ?? name
    const full = sourceName === undefined ? undefined : `${sourceName}:${short}`
    const named = await artifactNamed(project, [full, short])
    if (named !== undefined) return named
    return (await artifactOfCode(project, code)) ?? artifactNamed(project, [contractIn(layout)])
  }

  async #build(
    { metadata }: ForeignContract,
    { sourceText }: ForeignState,
  ): Promise<BuildIdentity | undefined> {
    const made = await inputFromMetadata(metadata, sourceText)
    if (made === undefined) return undefined
    const { project, chainId, isDryRun } = this.#parts
    const { solc, input, contract } = made
    const places = { paths: project.config.paths, chainId }
    const kept = isDryRun ? identifyInput(solc, input) : await keepInput(solc, input, places)
    return { ...kept, contract }
  }
}

type Place = Pick<
  DeployedContract,
  'address' | 'migration' | 'transactionHash' | 'blockNumber' | 'imported'
>

function toEntry(
  at: Place,
  foreign: ForeignContract,
  running: Running & { readonly build: BuildIdentity | undefined },
): DeployedContract {
  const { contract, proxy, layout, build } = running
  const codeDigest = digestOf(foreign, running)
  const code = {
    contract,
    ...(codeDigest === undefined ? {} : { codeDigest }),
    ...librariesOf(foreign, running.artifact),
    ...(build === undefined ? {} : { build }),
  }
  const { args } = foreign
  if (proxy === undefined) return { ...code, ...at, ...(args === undefined ? {} : { args }) }
  const version = foreign.proxy?.version ?? 1
  const behind = { ...proxy, ...code, version, migration: at.migration }
  return { contract, ...at, proxy: layout === undefined ? behind : { ...behind, layout } }
}

/** Of the project's code when that is what runs; else of what the tool compiled, which differs from it. */
function digestOf(
  { creationCode = '0x' }: ForeignContract,
  { artifact, isSame }: Running,
): Hex | undefined {
  if (artifact !== undefined && isSame) return digestCode(artifact.bytecode)
  return creationCode === '0x' ? undefined : digestCode(creationCode)
}

function nameOf(
  { sourceName, contractName, name }: ForeignContract,
  artifact: Artifact | undefined,
  layout: JsonValue | undefined,
): string {
  if (artifact !== undefined) return `${artifact.sourceName}:${artifact.contractName}`
  const short = contractName ?? contractIn(layout) ?? (name === '' ? 'Unknown' : name)
  return `${sourceName ?? `contracts/${short}.sol`}:${short}`
}

function shortName(contract: string): string {
  return contract.slice(contract.lastIndexOf(':') + 1)
}

function noteOf(name: string, running: Running): string | undefined {
  const { contract, artifact, isSame, proxy, layout } = running
  const blind =
    proxy === undefined || layout !== undefined
      ? ''
      : '; where it keeps its state is not known, so an upgrade has nothing to be compared with'
  if (artifact === undefined) return `${name}: the project has no contract ${contract}${blind}`
  if (isSame) return undefined
  return `${name}: the code on the chain is not what ${contract} compiles to now${blind}`
}

function librariesOf(
  { libraries = {} }: ForeignContract,
  artifact: Artifact | undefined,
): Pick<DeployedContract, 'libraries'> {
  const found: Record<string, string> = {}
  for (const [source, names] of Object.entries(artifact?.linkReferences ?? {})) {
    for (const name of Object.keys(names)) {
      const address = libraries[name] ?? libraries[`${source}:${name}`]
      if (address !== undefined) found[`${source}:${name}`] = address
    }
  }
  return Object.keys(found).length === 0 ? {} : { libraries: found }
}
