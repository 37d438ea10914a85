import { createSilentReporter } from '@scaffold-evm/common'
import type { BuildInfo, SolcOutput } from '@scaffold-evm/compiler'
import { loadBuild, type Project } from '@scaffold-evm/project'
import { Build, type CompiledContract } from '@scaffold-evm/trace'
import { layoutSourceMissingError } from '../errors/layout.js'

/** Gives a contract of a project by name, e.g. `Token` or `contracts/Token.sol:Token`. */
export type UpgradeLoader = (name: string) => Promise<CompiledContract>

/**
 * What loads contracts with the syntax trees that checks of upgrades read. What the build does not have of them is
 * asked of the compiler, once for a build, which takes a fraction of what compiling takes. Compile the project before.
 *
 * The loader throws `ARTIFACT_NOT_FOUND`, `ARTIFACT_AMBIGUOUS`, `UPGRADE_SOURCE_MISSING`, and as finding a compiler does.
 */
export function createUpgradeLoader(project: Project): UpgradeLoader {
  const source = loadBuild(project)
  const build = source.then(({ artifacts, readBuildInfo }) => {
    const withTrees = async (id: string): Promise<BuildInfo | undefined> => {
      const info = await readBuildInfo(id)
      return info && addTrees(info, project)
    }
    return new Build({ artifacts, readBuildInfo: withTrees })
  })
  return async (name) => {
    const artifact = await project.artifacts.get(name)
    const contract = await (await build).load(artifact)
    if (contract !== undefined) return contract
    throw layoutSourceMissingError(`${artifact.sourceName}:${artifact.contractName}`)
  }
}

async function addTrees(info: BuildInfo, project: Project): Promise<BuildInfo> {
  const names = Object.keys(info.input.sources)
  const isThere = names.every((name) => info.output.sources?.[name]?.ast !== undefined)
  if (isThere || info.input.language !== 'Solidity') return info
  const { sources } = await readTrees(info, project)
  return { ...info, output: { ...info.output, ...(sources === undefined ? {} : { sources }) } }
}

/** The same input makes the same ids, and trees need no code to be made. */
async function readTrees({ solcVersion, input }: BuildInfo, project: Project): Promise<SolcOutput> {
  const { createSolcProvider, createSolcRunner } = await import('@scaffold-evm/compiler')
  const { soljsonPath } = project.config.solidity
  const reporter = createSilentReporter()
  const provider = createSolcProvider({ root: project.root, reporter, soljsonPath })
  const runner = createSolcRunner({ workers: 1 })
  const contents = Object.entries(input.sources).map(([name, { content }]) => [name, content])
  try {
    return await runner.run({
      release: await provider.resolve(solcVersion, 'the check of an upgrade'),
      language: 'Solidity',
      sources: Object.fromEntries(contents),
      targets: Object.keys(input.sources),
      settings: input.settings,
      outputs: { file: ['ast'], contract: [] },
    })
  } finally {
    await runner.close()
  }
}
