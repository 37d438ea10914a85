import type { Reporter } from '@scaffold-evm/common'
import type { ArtifactStore } from './artifact-store.js'
import type { ScaffoldConfig } from './config.js'
import type { Connection } from './connection.js'
import type { DeploymentStore } from './deployment-store.js'
import type { Keystore } from './keystore.js'
import type { CompileResult } from './lower-packages.js'
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
  readonly askPassword?: () => Promise<string | undefined>
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
  /** @default the project's */
  readonly reporter?: Reporter
  readonly signal?: AbortSignal
}

/** How a network is connected to. */
export interface ConnectOptions {
  /** Used instead of the network's config, e.g. with a fork. */
  readonly network?: NetworkConfig
  readonly signal?: AbortSignal
}

/** A project on disk: its config and everything below it. */
export interface Project {
  /** Absolute. */
  readonly root: string
  /** Absolute; undefined when the project has no config file. */
  readonly configPath: string | undefined
  readonly config: ScaffoldConfig
  readonly artifacts: ArtifactStore
  /** The user's encrypted secrets. */
  readonly keystore: Keystore
  /** Compiles what changed. Loads the compiler first. */
  compile(options?: ProjectCompileOptions): Promise<CompileResult>
  /**
   * Connects to a network by name, the default one when none is named.
   *
   * @throws `NETWORK_UNKNOWN`, `NETWORK_UNREACHABLE`, `NETWORK_CHAIN_MISMATCH`, `SECRET_NOT_FOUND`.
   */
  connect(networkName?: string, options?: ConnectOptions): Promise<Connection>
  /** The deployment record of a network: a file, or memory of its own for an in-process one. */
  deployments(networkName: string): DeploymentStore
}
