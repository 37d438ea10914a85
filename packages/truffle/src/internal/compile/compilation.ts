import type { Reporter } from '@scaffold-evm/common'
import type { SolcRunner } from '@scaffold-evm/compiler'

/** What a compilation is for: artifacts in the build folder, or a test run that leaves none there. */
export type CompilePurpose = 'build' | 'test'

/** What one compilation does. */
export interface CompileProjectOptions {
  /** @default 'build' */
  readonly purpose?: CompilePurpose
  /** Compile everything again. @default false */
  readonly all?: boolean
  /** Only these sources, and those that import them. Absolute paths, or import paths. @default what has changed */
  readonly files?: readonly string[]
  /** Sources besides those of the contracts' folder, e.g. Solidity tests. Absolute paths, or import paths. @default none */
  readonly extraSources?: readonly string[]
  /** Texts of sources that are in no file, by import path, e.g. `truffle/DeployedAddresses.sol`. @default none */
  readonly memorySources?: Readonly<Record<string, string>>
  /** `none` for no compilation at all. @default all there are */
  readonly compiler?: 'solc' | 'vyper' | 'external' | 'none'
  /** Replaces the settings of `compilers.solc.settings` in part, e.g. `{ debug: { revertStrings: 'debug' } }`. @default nothing */
  readonly solcSettings?: Readonly<Record<string, unknown>>
  /** Also writes what was compiled to this file, in the form of Truffle's `--save-intermediate`. Absolute. @default nowhere */
  readonly intermediateFile?: string
  /** Compilers, one of which may have begun to load. They are ended, and can be used again. @default new ones */
  readonly runner?: SolcRunner | undefined
  /** Print nothing. @default config.quiet */
  readonly quiet?: boolean
  readonly reporter: Reporter
  readonly signal?: AbortSignal
}

/** What a compilation did. */
export interface TruffleCompilation {
  /** Paths of the sources whose contracts were compiled: absolute, or the import path of a package's source. Sorted. */
  readonly sources: readonly string[]
  /** Names of the contracts whose artifacts were written. */
  readonly contracts: readonly string[]
  /** As solc words them. */
  readonly warnings: readonly string[]
  readonly compilers: readonly { readonly name: string; readonly version: string }[]
}
