import type { ModuleMirror } from '@scaffold-evm/project'
import type { TruffleConfig } from './truffle-config.js'
import type { TruffleFlavor } from './truffle-flavor.js'

/** What the project's manifest says that it was written for. */
export interface ProjectHints {
  /** Of package.json, with all kinds of dependencies in one, and the ganache-cli that only its CI names. */
  readonly dependencies: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

/** A Truffle project: its config, and what is around it. */
export interface TruffleProject {
  /** Absolute: `config.working_directory`. */
  readonly root: string
  /** Absolute: the config file; undefined when there is none, as in a console with `--url`. */
  readonly configPath: string | undefined
  readonly config: TruffleConfig
  readonly hints: ProjectHints
  /** Which Truffle it was written for. */
  readonly flavor: TruffleFlavor
  readonly env: NodeJS.ProcessEnv
  /** Loads the project's own TypeScript. */
  readonly modules: ModuleMirror
  /** A folder that may be deleted at any time. */
  readonly cacheDir: string
}
