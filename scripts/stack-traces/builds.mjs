// Compiles the sources of cases in the ways that contracts are deployed, and for debugging.
import { createSilentReporter } from '@scaffold-evm/common'
import { createSolcProvider, createSolcRunner } from '@scaffold-evm/compiler'
import { Build } from '@scaffold-evm/trace'
import { root } from '../workspace.mjs'

/** How contracts may be compiled. Via IR as the engine's own tests have it, which leave out most of Yul's optimizer. */
export const buildSettings = {
  plain: { optimizer: { enabled: false } },
  optimized: { optimizer: { enabled: true, runs: 200 } },
  'via-ir': {
    viaIR: true,
    optimizer: { enabled: true, runs: 200, details: { yulDetails: { optimizerSteps: 'u' } } },
  },
  'via-ir-optimized': { viaIR: true, optimizer: { enabled: true, runs: 200 } },
}

const outputs = ['abi', 'evm.bytecode', 'evm.deployedBytecode', 'evm.methodIdentifiers']

/** One version of solc. */
export class CaseCompiler {
  #runner = createSolcRunner({ workers: 1 })
  #release

  constructor(release) {
    this.#release = release
  }

  static async open(version) {
    const provider = createSolcProvider({ root, reporter: createSilentReporter() })
    return new CaseCompiler(await provider.resolve(version, 'the cases'))
  }

  get version() {
    return this.#release.version
  }

  async compile(sources, settings) {
    const output = await this.#runner.run({
      release: this.#release,
      language: 'Solidity',
      sources,
      targets: Object.keys(sources),
      settings,
      outputs: { file: ['ast'], contract: outputs },
    })
    const error = output.errors?.find(({ severity }) => severity === 'error')
    if (error !== undefined) throw new Error(error.formattedMessage ?? error.message)
    const contents = Object.entries(sources).map(([name, content]) => [name, { content }])
    const input = { language: 'Solidity', sources: Object.fromEntries(contents), settings }
    return { id: 'all', solcVersion: this.version, input, output }
  }

  close() {
    return this.#runner.close()
  }
}

/** The contracts of one run of solc; those that a case wants to be unknown are left out. */
export function toBuild(info) {
  const artifacts = Object.entries(info.output.contracts ?? {}).flatMap(([sourceName, contracts]) =>
    Object.entries(contracts)
      .filter(([contractName]) => !contractName.startsWith('Ignored'))
      .map(([contractName, { abi, evm }]) => ({
        sourceName,
        contractName,
        abi,
        bytecode: `0x${evm.bytecode.object}`,
        deployedBytecode: `0x${evm.deployedBytecode.object}`,
        linkReferences: evm.bytecode.linkReferences ?? {},
        deployedLinkReferences: evm.deployedBytecode.linkReferences ?? {},
        immutableReferences: evm.deployedBytecode.immutableReferences ?? {},
        buildInfoId: 'all',
      })),
  )
  return new Build({ artifacts, readBuildInfo: async () => info })
}
