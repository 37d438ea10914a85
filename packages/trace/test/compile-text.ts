import { fileURLToPath } from 'node:url'
import { createSilentReporter } from '@scaffold-evm/common'
import {
  type Artifact,
  type BuildInfo,
  createSolcProvider,
  createSolcRunner,
  type SolcContract,
  type SolcOutput,
  type SolcSettings,
} from '@scaffold-evm/compiler'
import { Build } from '../src/index.js'

/** Contracts that were compiled from text. */
export interface CompiledText {
  readonly build: Build
  readonly artifacts: readonly Artifact[]
  readonly output: SolcOutput
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const allOutputs = ['abi', 'evm.bytecode', 'evm.deployedBytecode', 'evm.methodIdentifiers']

/** One version of solc, of those that this package depends on. */
export class TextCompiler {
  readonly #runner = createSolcRunner({ workers: 1 })
  readonly #version: string

  constructor(version: string) {
    this.#version = version
  }

  /** Compiles sources by their names; rejects with what solc says when it does not like them. */
  async compile(
    sources: Readonly<Record<string, string>>,
    settings: SolcSettings = {},
    outputs: readonly string[] = allOutputs,
  ): Promise<CompiledText> {
    const provider = createSolcProvider({ root, reporter: createSilentReporter() })
    const release = await provider.resolve(this.#version, 'the tests')
    const output = await this.#runner.run({
      release,
      language: 'Solidity',
      sources,
      targets: Object.keys(sources),
      settings,
      outputs: { file: ['ast'], contract: outputs },
    })
    const error = output.errors?.find(({ severity }) => severity === 'error')
    if (error !== undefined) throw new Error(error.formattedMessage ?? error.message)
    const contents = Object.entries(sources).map(([name, content]) => [name, { content }])
    const input = {
      language: 'Solidity' as const,
      sources: Object.fromEntries(contents),
      settings: { ...settings, outputSelection: {} },
    }
    const artifacts = Object.entries(output.contracts ?? {}).flatMap(([sourceName, contracts]) =>
      Object.entries(contracts).map(([name, contract]) => artifactOf(sourceName, name, contract)),
    )
    const info: BuildInfo = {
      _format: 'hh-sol-build-info-1',
      id: 'all',
      solcVersion: this.#version,
      solcLongVersion: this.#version,
      input,
      output,
    }
    return { build: new Build({ artifacts, readBuildInfo: async () => info }), artifacts, output }
  }

  close(): Promise<void> {
    return this.#runner.close()
  }
}

function artifactOf(sourceName: string, contractName: string, contract: SolcContract): Artifact {
  const { bytecode, deployedBytecode } = contract.evm ?? {}
  return {
    _format: 'hh-sol-artifact-1',
    sourceName,
    contractName,
    abi: contract.abi ?? [],
    bytecode: `0x${bytecode?.object ?? ''}`,
    deployedBytecode: `0x${deployedBytecode?.object ?? ''}`,
    linkReferences: bytecode?.linkReferences ?? {},
    deployedLinkReferences: deployedBytecode?.linkReferences ?? {},
    immutableReferences: deployedBytecode?.immutableReferences ?? {},
    buildInfoId: 'all',
  }
}
