import { dirname } from 'node:path'
import { createSilentReporter, type Hex, type Reporter } from '@scaffold-evm/common'
import type { CompileResult } from '@scaffold-evm/compiler'
import type { ArtifactStore } from './artifact-store.js'
import type { MaybeSecret, ScaffoldConfig, ScaffoldUserConfig } from './config.js'
import type { Connection } from './connection.js'
import type { DeploymentStore } from './deployment-store.js'
import { findConfig, givenConfig } from './internal/config/find-config.js'
import { importConfig } from './internal/config/import-config.js'
import { defaultCacheDir, resolveConfig } from './internal/config/resolve-config.js'
import { LocalProject } from './internal/local-project.js'
import { KeyPasswords } from './internal/secrets/key-passwords.js'
import { type Keystore, openKeystore } from './keystore.js'
import { ModuleMirror } from './module-mirror.js'
import type { NetworkConfig } from './network-config.js'

/** How a project is found and loaded. */
export interface LoadProjectOptions {
  /** Where to look from, upwards. @default process.cwd() */
  readonly cwd?: string
  /** A config file, instead of looking for one. */
  readonly configPath?: string
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv
  /** @default one that drops everything */
  readonly reporter?: Reporter
  /** Asks for the password of the keystore, when a secret is in it and the environment has no password. */
  readonly askPassword?: (isNew: boolean) => Promise<string | undefined>
  /** Asks for the password of a key file that the config names without one. */
  readonly askKeyPassword?: (path: string) => Promise<string | undefined>
  /** File descriptor whose first line is the password of key files, and of the keystore, that are given none otherwise. */
  readonly passwordFd?: number | undefined
}

/** How a project is compiled. */
export interface ProjectCompileOptions {
  /** Only these sources and what they import, absolute or relative to the root. @default all */
  readonly files?: readonly string[]
  /** Whatever the cache says. @default false */
  readonly force?: boolean
  /** Never downloads a compiler. @default false */
  readonly offline?: boolean
  readonly profile?: 'default' | 'debug'
  /**
   * Whether the folder of sources has to be there even when nothing was ever compiled. Without it, a
   * project may go without contracts.
   * @default whether the config names another folder than `contracts`
   */
  readonly requireSources?: boolean
  /** Keeps the compilers loaded for the next time, as for watching; `close()` ends them. @default false */
  readonly warm?: boolean
  /** @default the project's */
  readonly reporter?: Reporter
  readonly signal?: AbortSignal
}

/** How a network is connected to. */
export interface ConnectOptions {
  /** Used instead of the network's config, e.g. with a fork. */
  readonly network?: NetworkConfig
  /** The accounts of the connection, instead of those the network says it has. For forks. */
  readonly accounts?: readonly Hex[]
  /** Absolute: where an in-process chain is kept and taken up again. @default nowhere */
  readonly stateFile?: string | undefined
}

/** A project on disk: its config and everything below it. */
export interface Project {
  /** Absolute. */
  readonly root: string
  /** Absolute; undefined when the project has no config file. */
  readonly configPath: string | undefined
  readonly config: ScaffoldConfig
  readonly artifacts: ArtifactStore
  /** What imports the user's own files, TypeScript too. */
  readonly modules: ModuleMirror
  /** The user's encrypted secrets. */
  readonly keystore: Keystore
  /**
   * Compiles what changed. Loads the compiler first.
   *
   * @throws as the compiler does; `SOURCES_MISSING` when the folder of sources does not exist and is
   *   needed: see {@link ProjectCompileOptions.requireSources}. Artifacts are never removed then.
   */
  compile(options?: ProjectCompileOptions): Promise<CompileResult>
  /**
   * Connects to a network by name, the default one when none is named.
   *
   * @throws `NETWORK_UNKNOWN`, `NETWORK_UNREACHABLE`, `NETWORK_CHAIN_MISMATCH`, `SECRET_NOT_FOUND`.
   */
  connect(networkName?: string, options?: ConnectOptions): Promise<Connection>
  /**
   * The value of what may be a secret in the config.
   *
   * @param purpose - What it is needed for, for the error, e.g. `verify.etherscan.apiKey`.
   * @throws `SECRET_NOT_FOUND`, `KEYSTORE_LOCKED`, `KEYSTORE_PASSWORD_WRONG`.
   */
  secretValue(value: MaybeSecret, purpose: string): Promise<string>
  /** The deployment record of a network: a file, or memory of its own for an in-process one. */
  deployments(networkName: string): DeploymentStore
  /**
   * The same project with its contracts compiled for debugging: legacy pipeline, optimizer off, so that each instruction has
   * its line. Chains in the process take code of any size then, since such code is larger. Compile it before it is used.
   */
  forDebugging(): Promise<Project>
  /** Ends what a warm `compile()` left loaded. Connections are closed by themselves. */
  close(): Promise<void>
}

/**
 * Finds the project's config upwards from `cwd`, reads and checks it. Nothing else is loaded: the
 * compiler and the chain come with the first `compile()` and `connect()`.
 *
 * @throws `PROJECT_NOT_FOUND`, `CONFIG_AMBIGUOUS`, `CONFIG_NOT_FOUND`, `CONFIG_LOAD_FAILED`,
 * `CONFIG_INVALID`, `CONFIG_UNKNOWN_KEY`, `NETWORK_UNKNOWN`.
 *
 * @example
 * const project = await loadProject()
 * await project.compile()
 * const connection = await project.connect()
 * const token = await connection.deploy('Token', ['Gold', 1000n])
 * await connection.close()
 */
export async function loadProject(options: LoadProjectOptions = {}): Promise<Project> {
  const { cwd = process.cwd(), env = process.env } = options
  const configPath =
    options.configPath === undefined
      ? await findConfig(cwd)
      : await givenConfig(options.configPath, cwd)
  const root = dirname(configPath)
  const modules = new ModuleMirror({ root, cacheDir: defaultCacheDir(root) })
  const user = await importConfig(configPath, modules)
  const config = resolveConfig(user, { root, file: configPath })
  return new LocalProject({
    configPath,
    config,
    modules,
    env,
    ...createVaults(options, env),
    reporter: options.reporter ?? createSilentReporter(),
  })
}

/** Where a project is whose config is in no file of scaffold's. */
export interface CreateProjectOptions
  extends Pick<
    LoadProjectOptions,
    'env' | 'reporter' | 'askPassword' | 'askKeyPassword' | 'passwordFd'
  > {
  /** Absolute. */
  readonly root: string
}

/**
 * A project with a config that the caller made, e.g. of another tool's config file.
 *
 * @throws `CONFIG_INVALID`, `CONFIG_UNKNOWN_KEY`, `NETWORK_UNKNOWN`.
 */
export function createProject(user: ScaffoldUserConfig, options: CreateProjectOptions): Project {
  const { root, env = process.env, reporter = createSilentReporter() } = options
  const config = resolveConfig(user, { root })
  const modules = new ModuleMirror({ root, cacheDir: config.paths.cache })
  const vaults = createVaults(options, env)
  return new LocalProject({ configPath: undefined, config, modules, env, ...vaults, reporter })
}

/** What is encrypted, and where its passwords come from. */
function createVaults(
  options: Pick<LoadProjectOptions, 'askPassword' | 'askKeyPassword' | 'passwordFd'>,
  env: NodeJS.ProcessEnv,
): { readonly keystore: Keystore; readonly passwords: KeyPasswords } {
  const passwords = new KeyPasswords(options)
  const askPassword = async (isNew: boolean): Promise<string | undefined> =>
    passwords.given() ?? options.askPassword?.(isNew)
  return { passwords, keystore: openKeystore({ env, askPassword }) }
}
