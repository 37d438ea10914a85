import { isScaffoldError } from '@scaffold-evm/common'
import {
  createProject,
  type LoadProjectOptions,
  type NetworkUserConfig,
  type Project,
  type SolidityUserConfig,
} from '@scaffold-evm/project'
import {
  createBareProject,
  loadTruffleProject,
  locateSolc,
  type MappedConfig,
  type TruffleProject,
  toScaffoldConfig,
} from '@scaffold-evm/truffle'
import type { CommandContext } from '../internal/command.js'

/**
 * A Truffle project for scaffold's own commands: its settings in scaffold's words, what is made of it out of sight.
 *
 * @param networks besides those of its config
 */
export async function loadAsScaffold(
  { cwd, env, logReporter, globals }: CommandContext,
  askPassword?: LoadProjectOptions['askPassword'],
  networks: Readonly<Record<string, NetworkUserConfig>> = {},
): Promise<Project> {
  const place = {
    cwd,
    env,
    ...(globals.config === undefined ? {} : { configPath: globals.config }),
  }
  const truffle = await loadTruffleProject(place).catch((error: unknown) => {
    // Who names a node needs no project around.
    const isBare = Object.keys(networks).length > 0
    if (isBare && isScaffoldError(error, 'TRUFFLE_CONFIG_NOT_FOUND')) {
      return createBareProject(place)
    }
    throw error
  })
  const { config } = toScaffoldConfig(truffle)
  const { root, cacheDir } = truffle
  const solidity = await withCompilerOfTruffle(truffle, config)
  const paths = {
    ...config.paths,
    artifacts: `${cacheDir}/artifacts`,
    cache: cacheDir,
    types: false,
  } as const
  return createProject(
    { ...config, solidity, paths, networks: { ...config.networks, ...networks } },
    { root, env, reporter: logReporter, ...(askPassword === undefined ? {} : { askPassword }) },
  )
}

/** The compiler that the project's artifacts are made with; what Truffle has fetched is not fetched again. */
async function withCompilerOfTruffle(
  truffle: TruffleProject,
  { solidity }: MappedConfig['config'],
): Promise<SolidityUserConfig> {
  const release = await locateSolc(truffle)
  if (release === undefined) return solidity
  return { ...solidity, version: release.version, soljson: release.path }
}
