import type { Reporter } from '@scaffold-evm/common'
import type { Diagnostic } from './diagnostics.js'

/** Settings of solc's standard JSON (`optimizer`, `viaIR`, `evmVersion`, `metadata`, …), passed on as they are. */
export type SolcSettings = Readonly<Record<string, unknown>>

/** What one file is compiled with instead of the project's choice. */
export interface SolidityOverride {
  /** Exact version, e.g. `0.8.20`. @default chosen as for any file */
  readonly version?: string
  /** Replaces the project's settings as a whole. @default the project's settings */
  readonly settings?: SolcSettings
}

/** How Solidity is compiled: complete and validated. */
export interface SolidityConfig {
  /** The exact versions to choose from. Empty: the pragmas alone decide. */
  readonly versions: readonly string[]
  /**
   * Settings for every file without an override. With several versions in play, what an older one
   * does not know is left out for it, and its newest EVM version stands in for a later one.
   */
  readonly settings: SolcSettings
  /** By source name, e.g. `contracts/Old.sol`. */
  readonly overrides: Readonly<Record<string, SolidityOverride>>
  /** `[context:]prefix=target`, in addition to those of `remappings.txt`, which they win over. */
  readonly remappings: readonly string[]
  /** A soljson.js that serves its version before any other source of it. Absolute. */
  readonly soljsonPath?: string | undefined
}

/**
 * What compiled code is for: `default` as configured, or `debug`: legacy pipeline, optimizer off,
 * with ASTs and everything else a debugger wants, kept apart from the artifacts.
 */
export type CompileProfile = 'default' | 'debug'

/** What to compile and where to put it. All paths are absolute. */
export interface CompilerOptions {
  /** The project's folder: source names are relative to it. */
  readonly root: string
  /** Folders, searched for `.sol` and `.yul` files, and single files. Of folders that do not exist, see {@link CompileRequest.requireSources}. */
  readonly sources: readonly string[]
  readonly artifactsDir: string
  /** The project's cache. May be deleted at any time, and moved between machines together with the project. */
  readonly cacheDir: string
  /** Where TypeScript types of the contracts go; false for none. @default false */
  readonly typesDir?: string | false
  /** The module that the types import ethers' from: one that a user's project can resolve. @default 'ethers' */
  readonly ethersModule?: string
  readonly solidity: SolidityConfig
  /** @default 'default' */
  readonly profile?: CompileProfile
  /** Never download a compiler. @default false */
  readonly offline?: boolean
  readonly reporter: Reporter
  /** How many compilers may run at once. @default as many as there are cores, and memory for */
  readonly workers?: number
  /** Also ask solc for the syntax trees, into the build-info. @default false, true in profile `debug` */
  readonly withAst?: boolean
}

/** What one compilation does differently. */
export interface CompileRequest {
  /** Compile everything again, whatever the cache holds. @default false */
  readonly force?: boolean
  /** Only these files (absolute, or relative to the root) and what they import; other artifacts stay as they are. @default all sources */
  readonly files?: readonly string[]
  /**
   * Whether it is an error that a folder of sources does not exist even when nothing was ever compiled.
   * When there are artifacts it always is, rather than a reason to delete them all.
   * @default false
   */
  readonly requireSources?: boolean
  /** Stops the compilers at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Options of {@link compile}. */
export interface CompileOptions extends CompilerOptions, CompileRequest {}

/** An artifact on disk. */
export interface ArtifactReference {
  readonly sourceName: string
  readonly contractName: string
  /** Absolute. */
  readonly path: string
}

/** One run of solc. */
export interface CompileJob {
  readonly version: string
  /** How many files' contracts it produced. */
  readonly sources: number
  /** Over how many workers it was spread. */
  readonly workers: number
  /** Wall time in milliseconds. */
  readonly ms: number
}

/** What a compilation did. */
export interface CompileResult {
  /** `up-to-date` when solc did not run. */
  readonly status: 'up-to-date' | 'compiled'
  /** Source names of the files whose contracts were compiled now. */
  readonly compiledSources: readonly string[]
  /** Source names whose artifacts were brought back from the cache. */
  readonly restoredSources: readonly string[]
  /** Every artifact there is now, by source name and contract name. */
  readonly artifacts: readonly ArtifactReference[]
  /** Warnings of what was compiled now. Errors throw. */
  readonly diagnostics: readonly Diagnostic[]
  readonly jobs: readonly CompileJob[]
  /** Artifacts that were deleted because their contract is gone. Absolute paths. */
  readonly removed: readonly string[]
}
