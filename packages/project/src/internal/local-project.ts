import { isAbsolute, join, resolve } from 'node:path'
import type { Reporter } from '@scaffold-evm/common'
import type { CompileResult, Compiler } from '@scaffold-evm/compiler'
import type { NamedAccount } from '../accounts-config.js'
import type { ArtifactStore } from '../artifact-store.js'
import type { MaybeSecret, ScaffoldConfig } from '../config.js'
import type { Connection } from '../connection.js'
import { createMemoryDeploymentStore, type DeploymentStore } from '../deployment-store.js'
import { networkUnknownError } from '../errors.js'
import type { Keystore } from '../keystore.js'
import { ModuleMirror } from '../module-mirror.js'
import type { NetworkConfig } from '../network-config.js'
import type { ConnectOptions, Project, ProjectCompileOptions } from '../project.js'
import { createArtifactStore } from './artifact-files.js'
import { defaultCacheDir, defaultSourcesDir } from './config/resolve-config.js'
import { createFileDeploymentStore } from './deployment-files.js'
import { frozenCopy } from './frozen-copy.js'
import type { KeyPasswords } from './secrets/key-passwords.js'

/** What a project is put together from. */
export interface ProjectParts {
  readonly configPath: string | undefined
  readonly config: ScaffoldConfig
  /** What the config was imported with. */
  readonly modules: ModuleMirror
  readonly keystore: Keystore
  readonly passwords: KeyPasswords
  readonly env: NodeJS.ProcessEnv
  readonly reporter: Reporter
  /** Where artifacts are read, when not where the config says. */
  readonly debugArtifactsDir?: string
}

/** The one implementation of {@link Project}. */
export class LocalProject implements Project {
  readonly root: string
  readonly configPath: string | undefined
  readonly config: ScaffoldConfig
  readonly artifacts: ArtifactStore
  readonly modules: ModuleMirror
  readonly keystore: Keystore
  readonly #parts: ProjectParts
  readonly #compilers = new Map<string, Compiler>()

  constructor(parts: ProjectParts) {
    this.#parts = parts
    this.root = parts.config.paths.root
    this.configPath = parts.configPath
    this.config = parts.config
    this.artifacts = createArtifactStore(parts.debugArtifactsDir ?? parts.config.paths.artifacts)
    this.modules = modulesFor(parts)
    this.keystore = parts.keystore
  }

  async compile(options: ProjectCompileOptions = {}): Promise<CompileResult> {
    const { files, force = false, signal, warm = false } = options
    const { sources } = this.config.paths
    const { requireSources = sources !== defaultSourcesDir(this.root) } = options
    const compiler = await this.#compilerFor(options)
    try {
      return await compiler.compile({
        force,
        requireSources,
        signal,
        ...(files === undefined ? {} : { files: files.map((file) => this.#absolute(file)) }),
      })
    } finally {
      this.artifacts.refresh()
      if (!warm) await compiler.close()
    }
  }

  async forDebugging(): Promise<Project> {
    const { debugArtifactsDir } = await import('@scaffold-evm/compiler')
    const networks = Object.entries(this.config.networks).map(([name, network]) => [
      name,
      network.type === 'in-process' ? { ...network, allowUnlimitedContractSize: true } : network,
    ])
    return new LocalProject({
      ...this.#parts,
      config: frozenCopy({ ...this.config, networks: Object.fromEntries(networks) }),
      debugArtifactsDir: debugArtifactsDir(this.config.paths.cache),
    })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#compilers.values()].map((compiler) => compiler.close()))
  }

  async connect(networkName?: string, options: ConnectOptions = {}): Promise<Connection> {
    const name = networkName ?? this.config.defaultNetwork
    const network = options.network ?? this.#network(name)
    const { reporter, env, passwords } = this.#parts
    const { createConnection } = await import('./connection/create-connection.js')
    return createConnection(network, {
      networkName: name,
      root: this.root,
      source: { env, keystore: this.keystore },
      passwords,
      namedAccounts: namedAccountsOn(name, this.config.namedAccounts),
      artifacts: this.artifacts,
      deployments: this.#deploymentsOf(name, network),
      accounts: options.accounts,
      stateFile: options.stateFile,
      logger: (line) => reporter.line(line),
    })
  }

  async secretValue(value: MaybeSecret, purpose: string): Promise<string> {
    const { env, keystore } = this.#parts
    const { resolveSecret } = await import('./secrets/resolve-secret.js')
    return resolveSecret(value, { env, keystore }, purpose)
  }

  deployments(networkName: string): DeploymentStore {
    return this.#deploymentsOf(networkName, this.#network(networkName))
  }

  /** One per way of compiling: it may be used again after it was closed. */
  async #compilerFor(options: ProjectCompileOptions): Promise<Compiler> {
    const { offline = false, reporter = this.#parts.reporter } = options
    const { profile = this.#parts.debugArtifactsDir === undefined ? 'default' : 'debug' } = options
    const key = `${profile} ${offline}`
    const known = reporter === this.#parts.reporter ? this.#compilers.get(key) : undefined
    if (known !== undefined) return known
    const { createCompiler } = await import('@scaffold-evm/compiler')
    const { paths, solidity } = this.config
    const compiler = createCompiler({
      root: this.root,
      sources: [paths.sources],
      artifactsDir: paths.artifacts,
      cacheDir: paths.cache,
      typesDir: paths.types,
      ethersModule: 'scaffold-evm/ethers',
      solidity,
      offline,
      profile,
      reporter,
    })
    if (reporter === this.#parts.reporter) this.#compilers.set(key, compiler)
    return compiler
  }

  #deploymentsOf(name: string, network: NetworkConfig): DeploymentStore {
    if (network.type === 'in-process') return createMemoryDeploymentStore(name)
    const { deployments, cache } = this.config.paths
    return createFileDeploymentStore(name, deployments, cache)
  }

  #network(name: string): NetworkConfig {
    const network = Object.hasOwn(this.config.networks, name)
      ? this.config.networks[name]
      : undefined
    if (network !== undefined) return network
    throw networkUnknownError(name, Object.keys(this.config.networks), this.configPath)
  }

  #absolute(file: string): string {
    return isAbsolute(file) ? file : resolve(join(this.root, file))
  }
}

/** The config is imported before it can say where the cache is. */
function modulesFor({ config, modules }: ProjectParts): ModuleMirror {
  const { root, cache } = config.paths
  return cache === defaultCacheDir(root) ? modules : new ModuleMirror({ root, cacheDir: cache })
}

/** The accounts that have a name on a network. */
function namedAccountsOn(
  network: string,
  accounts: ScaffoldConfig['namedAccounts'],
): Readonly<Record<string, NamedAccount>> {
  const found: Record<string, NamedAccount> = {}
  for (const [name, account] of Object.entries(accounts)) {
    const here = typeof account === 'object' ? (account[network] ?? account['default']) : account
    if (here !== undefined) found[name] = here
  }
  return found
}
