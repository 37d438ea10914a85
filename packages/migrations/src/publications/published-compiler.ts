import {
  type Artifact,
  type BuildInfo,
  debugSettings,
  type SolcOutput,
  toArtifact,
} from '@scaffold-evm/compiler'
import type { Project } from '@scaffold-evm/project'
import type { BuildSource } from '@scaffold-evm/trace'
import { sourcesUncompilableError } from '../errors/published.js'
import { InputCompiler } from '../internal/builds/input-compiler.js'
import type { PublishedContract } from './published-contract.js'

/** A published contract and all that it is compiled with: as it was deployed, and for debugging. */
export interface PublishedBuild {
  readonly deployed: BuildSource
  readonly debug: BuildSource
}

/** What traces read. */
const outputs = {
  file: ['ast'],
  contract: ['abi', 'evm.bytecode', 'evm.deployedBytecode', 'evm.methodIdentifiers'],
}

/** Compiles published sources with the compiler that they are for. To be closed. */
export class PublishedCompiler {
  readonly #compiler: InputCompiler

  constructor(project: Project) {
    this.#compiler = new InputCompiler(project)
  }

  /**
   * Its sources get names below the service and the address, so that none is mistaken for one of the project.
   *
   * @throws `SOURCES_UNCOMPILABLE`, and what choosing and loading a compiler throws
   */
  async compile(contract: PublishedContract): Promise<PublishedBuild> {
    const { solc, input } = contract
    const output = await this.#run(contract)
    const failure = failureOf(output)
    if (failure !== undefined) throw sourcesUncompilableError(contract, failure)
    const deployed = buildOf(contract, output)
    const settings = debugSettings(input.settings, solc.replace(/\+.*$/, ''))
    const twin = {
      ...contract,
      input: { ...input, settings: { ...settings, outputSelection: {} } },
    }
    const twinOutput = await this.#run(twin)
    // Some contracts do not compile without the optimizer.
    const hasTwin = failureOf(twinOutput) === undefined
    return { deployed, debug: hasTwin ? buildOf(twin, twinOutput) : deployed }
  }

  close(): Promise<void> {
    return this.#compiler.close()
  }

  #run({ solc, input }: PublishedContract): Promise<SolcOutput> {
    return this.#compiler.run({ solc, input, targets: Object.keys(input.sources), outputs })
  }
}

function failureOf({ errors = [] }: SolcOutput): string | undefined {
  const failure = errors.find(({ severity }) => severity === 'error')
  return failure && (failure.formattedMessage ?? failure.message)
}

function buildOf(contract: PublishedContract, output: SolcOutput): BuildSource {
  const { address, service, solc, input } = contract
  // As much of the address as tells it from others on a line.
  const below = (name: string): string => `${service}/${address.slice(0, 10)}/${name}`
  const id = `${service} ${address}`
  const info: BuildInfo = {
    _format: 'hh-sol-build-info-1',
    id,
    solcVersion: solc.replace(/\+.*$/, ''),
    solcLongVersion: solc,
    input: { ...input, sources: renamed(input.sources, below) },
    output: {
      sources: renamed(output.sources ?? {}, below),
      contracts: renamed(output.contracts ?? {}, below),
    },
  }
  return {
    artifacts: artifactsOf(info),
    readBuildInfo: async (wanted) => (wanted === id ? info : undefined),
  }
}

function renamed<T>(
  byName: Readonly<Record<string, T>>,
  rename: (name: string) => string,
): Record<string, T> {
  return Object.fromEntries(Object.entries(byName).map(([name, value]) => [rename(name), value]))
}

function artifactsOf({ id, output }: BuildInfo): Artifact[] {
  return Object.entries(output.contracts ?? {}).flatMap(([sourceName, contracts]) =>
    Object.entries(contracts).map(([contractName, contract]) =>
      toArtifact({ sourceName, contractName, contract, buildInfoId: id }),
    ),
  )
}
