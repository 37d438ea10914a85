import { createSilentReporter } from '@scaffold-evm/common'
import {
  createSolcProvider,
  createSolcRunner,
  parseVersionName,
  type SolcInput,
  type SolcOutput,
  type SolcProvider,
  type SolcRunner,
  type WantedOutputs,
} from '@scaffold-evm/compiler'
import type { Project } from '@scaffold-evm/project'

/** An input and the release of solc (its long version) that it is for. */
export interface CompilerRun {
  readonly solc: string
  readonly input: SolcInput
  /** The sources whose outputs are wanted. */
  readonly targets: readonly string[]
  /** @default those of the input, of contracts */
  readonly outputs?: WantedOutputs | undefined
}

/** Runs inputs again, as services do that verify. To be closed. */
export class InputCompiler {
  readonly #provider: SolcProvider
  readonly #runner: SolcRunner

  constructor({ config, root }: Project) {
    const { soljsonPath } = config.solidity
    this.#provider = createSolcProvider({ root, reporter: createSilentReporter(), soljsonPath })
    this.#runner = createSolcRunner({ workers: 1 })
  }

  async run({ solc, input, targets, outputs }: CompilerRun): Promise<SolcOutput> {
    const { outputSelection, ...settings } = input.settings
    const contents = Object.entries(input.sources).map(([name, { content }]) => [name, content])
    return this.#runner.run({
      release: await this.#provider.resolve(versionOf(solc), 'the verification of a contract'),
      language: input.language,
      sources: Object.fromEntries(contents),
      targets,
      settings,
      outputs: outputs ?? { file: [], contract: outputSelection['*']?.['*'] ?? [] },
    })
  }

  close(): Promise<void> {
    return this.#runner.close()
  }
}

function versionOf(solc: string): string {
  return parseVersionName(solc) === undefined ? solc : solc.replace(/^v|\+.*$/g, '')
}
