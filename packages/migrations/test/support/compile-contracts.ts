import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { createSilentReporter } from '@scaffold-evm/common'
import {
  type Artifact,
  type BuildInfo,
  createSolcProvider,
  createSolcRunner,
} from '@scaffold-evm/compiler'
import { Build, type CompiledContract } from '@scaffold-evm/trace'

const root = dirname(createRequire(import.meta.url).resolve('solc/package.json'))
const withoutCode = ['abi', 'storageLayout']
const withCode = [...withoutCode, 'evm.bytecode.object', 'evm.bytecode.linkReferences']

/** What a run of solc made of some sources. */
export interface Compiled {
  /** By source and name, e.g. `a.sol:Token`. */
  contract(name: string): Promise<CompiledContract>
  /** As solc tells it. */
  storageLayout(name: string): unknown
}

/** Analyses sources by their names, all in one run, which takes no time next to making code of them. */
export function analyseContracts(sources: Readonly<Record<string, string>>): Promise<Compiled> {
  return run(sources, withoutCode)
}

/** Compiles sources by their names, all in one run. */
export function compileContracts(sources: Readonly<Record<string, string>>): Promise<Compiled> {
  return run(sources, withCode)
}

const version = '0.8.37'

async function run(
  sources: Readonly<Record<string, string>>,
  contract: readonly string[],
): Promise<Compiled> {
  const provider = createSolcProvider({ root, reporter: createSilentReporter() })
  const runner = createSolcRunner({ workers: 1 })
  const contents = Object.fromEntries(
    Object.entries(sources).map(([name, text]) => [name, `pragma solidity >=0.4.0;\n${text}`]),
  )
  const release = await provider.resolve(version, 'a test')
  const targets = Object.keys(contents)
  const task = { language: 'Solidity', settings: {}, sources: contents } as const
  const outputs = { file: ['ast'], contract }
  const output = await runner.run({ ...task, release, targets, outputs })
  await runner.close()
  const wrong = output.errors?.find(({ severity }) => severity === 'error')
  if (wrong !== undefined) throw new Error(wrong.formattedMessage)
  const files = Object.entries(contents).map(([name, content]) => [name, { content }])
  const info: BuildInfo = {
    _format: 'hh-sol-build-info-1',
    id: 'run',
    solcVersion: version,
    solcLongVersion: version,
    input: {
      language: 'Solidity',
      sources: Object.fromEntries(files),
      settings: { outputSelection: {} },
    },
    output,
  }
  const build = new Build({ artifacts: [], readBuildInfo: async () => info })
  return {
    async contract(name) {
      const contract = await build.load(artifactOf(name, info))
      if (contract === undefined) throw new Error(`There is no ${name}`)
      return contract
    },
    storageLayout(name) {
      const [source = '', contract = ''] = name.split(':')
      return output.contracts?.[source]?.[contract]?.storageLayout
    },
  }
}

function artifactOf(name: string, { output }: BuildInfo): Artifact {
  const [sourceName = '', contractName = ''] = name.split(':')
  const { abi = [], evm } = output.contracts?.[sourceName]?.[contractName] ?? {}
  return {
    _format: 'hh-sol-artifact-1',
    contractName,
    sourceName,
    abi,
    bytecode: `0x${evm?.bytecode?.object ?? ''}`,
    deployedBytecode: '0x',
    linkReferences: evm?.bytecode?.linkReferences ?? {},
    deployedLinkReferences: {},
    immutableReferences: {},
    buildInfoId: 'run',
  }
}
