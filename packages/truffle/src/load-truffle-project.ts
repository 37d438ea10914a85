import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { userCacheDir } from '@scaffold-evm/common'
import { ModuleMirror } from '@scaffold-evm/project/modules'
import { configNotFoundError } from './errors/config.js'
import { createConfig } from './internal/config/create-config.js'
import { findTruffleConfig } from './internal/config/find-config.js'
import { loadConfigFile } from './internal/config/load-config-file.js'
import { provideCompanions } from './internal/modules/companion-modules.js'
import { keepPackages } from './internal/modules/kept-packages.js'
import { hearIdleProviders } from './internal/network/idle-providers.js'
import { ganacheCliOfCi } from './internal/network/tested-with.js'
import { npmScripts } from './internal/npm-scripts.js'
import { chooseFlavor } from './internal/truffle4/flavor.js'
import type { TruffleLogger } from './truffle-config.js'
import { truffle5 } from './truffle-flavor.js'
import type { ProjectHints, TruffleProject } from './truffle-project.js'

/** Where to look for a project, and what the command line says on top of its config. */
export interface LoadTruffleProjectOptions {
  /** Where to look for the config, upwards. @default process.cwd() */
  readonly cwd?: string
  /** The config file instead; the project's folder is `cwd` then, as Truffle has it. */
  readonly configPath?: string | undefined
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
  /** What goes over the config: `network`, `quiet`, …, and `_` for positional arguments. */
  readonly overrides?: Readonly<Record<string, unknown>>
  /** Where texts go. @default console */
  readonly logger?: TruffleLogger
}

/**
 * Finds and loads a Truffle project.
 *
 * @example
 * ```ts
 * const project = await loadTruffleProject({ overrides: { network: 'development' } })
 * project.config.contracts_build_directory // '/…/build/contracts'
 * ```
 * @throws `TRUFFLE_CONFIG_NOT_FOUND`, `TRUFFLE_CONFIG_FAILED`, `TRUFFLE_CONFIG_INVALID`, `TRUFFLE_SUBSCRIBER_INVALID`
 */
export async function loadTruffleProject(
  options: LoadTruffleProjectOptions = {},
): Promise<TruffleProject> {
  const { cwd = process.cwd(), configPath, logger = console } = options
  const found =
    configPath === undefined
      ? findTruffleConfig(cwd)
      : { path: resolve(cwd, configPath), warning: undefined, older: undefined }
  if (found === undefined) throw configNotFoundError(cwd)
  const root = configPath === undefined ? dirname(found.path) : resolve(cwd)
  provideCompanions()
  keepPackages(root)
  const project = await loadFrom(found.path, root, options)
  if (found.older !== undefined && project.flavor.name === 'truffle4') {
    return loadFrom(found.older, root, options)
  }
  if (found.warning !== undefined) logger.warn(found.warning)
  return project
}

async function loadFrom(
  file: string,
  root: string,
  options: LoadTruffleProjectOptions,
): Promise<TruffleProject> {
  const project = createProject(root, { ...options, file })
  project.config.merge(await loadConfigFile(file, project.modules))
  hearIdleProviders(project.config)
  project.config.merge(options.overrides ?? {})
  project.config.events.initializeUserSubscribers(project.config)
  return withFlavor(project)
}

/** A project without a config file, with Truffle's defaults and what the command line says: for `--url`. */
export function createBareProject(options: LoadTruffleProjectOptions = {}): TruffleProject {
  const project = createProject(resolve(options.cwd ?? process.cwd()), options)
  project.config.merge(options.overrides ?? {})
  return withFlavor(project)
}

/** The Truffle that a project was written for shows when its config is there; then it decides the compiler, too. */
function withFlavor(project: TruffleProject): TruffleProject {
  const { config } = project
  const flavor = chooseFlavor(project)
  const { version } = Object(config.compilers['solc'])
  if (version === undefined && flavor.solcVersion !== undefined) {
    const solc = { version: flavor.solcVersion, isDefaultVersion: true }
    config.merge({ compilers: { solc } })
  }
  if (flavor.keepsAbiOrder) config.merge({ compilers: { solc: { keepsAbiOrder: true } } })
  return { ...project, flavor }
}

function createProject(
  root: string,
  { env = process.env, logger = console, file }: LoadTruffleProjectOptions & { file?: string },
): TruffleProject {
  const config = createConfig(root)
  config.merge({ logger })
  const key = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const cacheDir = join(userCacheDir(), 'truffle', key)
  const modules = new ModuleMirror({ root, cacheDir })
  const hints = readHints(root)
  return { root, configPath: file, config, hints, flavor: truffle5, env, modules, cacheDir }
}

/** Of the nearest package.json, as far as it can be read, and of what tests the project elsewhere. */
function readHints(root: string): ProjectHints {
  const manifest = readManifest(root)
  const kinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']
  const dependencies = Object.assign({}, ...kinds.map((kind) => manifest[kind] ?? {}))
  const ganache = 'ganache-cli' in dependencies ? undefined : ganacheCliOfCi(root)
  return {
    dependencies:
      ganache === undefined ? dependencies : { ...dependencies, 'ganache-cli': ganache },
    scripts: npmScripts(manifest),
  }
}

function readManifest(root: string): Readonly<Record<string, Record<string, string> | undefined>> {
  for (let folder = root; ; folder = dirname(folder)) {
    try {
      return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    } catch {
      // Not there, or not readable: then it hints at nothing.
    }
    if (folder === dirname(folder)) return {}
  }
}
