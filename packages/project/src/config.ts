import type { SolidityConfig } from '@scaffold-evm/compiler'
import type { NamedAccountConfig } from './accounts-config.js'
import type { NetworkConfig, NetworkUserConfig } from './network-config.js'
import type { SecretReference } from './secret.js'
import type { SolidityUserConfig } from './solidity-config.js'
import type { VerifyConfig, VerifyUserConfig } from './verify-config.js'

/** Folders of a project, relative to its root or absolute. */
export interface PathsUserConfig {
  /** Solidity and Yul sources. @default 'contracts' */
  readonly sources?: string
  /** @default 'test' */
  readonly tests?: string
  /** @default 'migrations' */
  readonly migrations?: string
  /** Compiled contracts. @default 'artifacts' */
  readonly artifacts?: string
  /** What may be deleted at any time. @default 'cache' */
  readonly cache?: string
  /** Generated TypeScript types of the contracts; `false` generates none. @default 'types' */
  readonly types?: string | false
  /** What was deployed where, one file per network, made for git. @default 'deployments' */
  readonly deployments?: string
}

/** How tests run. */
export interface TestUserConfig {
  /** Of one test or hook. 0 is without limit. @default 40_000 */
  readonly timeoutMs?: number
  /** Test files in worker processes: `true` uses as many as there are cores, a number that many. @default false */
  readonly parallel?: boolean | number
  /** A reporter of mocha's, by name or path. @default 'spec' */
  readonly reporter?: string
  /** Modules to load before the tests. @default [] */
  readonly require?: readonly string[]
  /** Stop at the first failure. @default false */
  readonly bail?: boolean
  /** What `--coverage` measures and writes. */
  readonly coverage?: CoverageUserConfig
  /** Further options of mocha: `retries`, `slow`, `grep`, `invert`, `reporterOption`. @default {} */
  readonly mocha?: Readonly<Record<string, unknown>>
}

/** The least of each that has to be covered, in percent. */
export interface CoverageThresholds {
  readonly statements?: number
  readonly branches?: number
  readonly functions?: number
  readonly lines?: number
}

/** What `scaffold test --coverage` measures and writes. */
export interface CoverageUserConfig {
  /** @default 'coverage' */
  readonly directory?: string
  /** Of istanbul: `lcov`, `html`, `cobertura`, `json`, `clover`, …; `text` is printed. @default ['text', 'lcov', 'html'] */
  readonly reporters?: readonly string[]
  /** Sources that do not count, by the beginning of their names, e.g. `contracts/mocks/`. @default [] */
  readonly exclude?: readonly string[]
  /** What is below them fails the run. @default {} */
  readonly thresholds?: CoverageThresholds
}

/** What `scaffold test --gas` and `scaffold gas` measure. */
export interface GasUserConfig {
  /** Whether every test run reports gas. @default false */
  readonly enabled?: boolean
  /** Contracts by name, or by the beginning of their sources' names, e.g. `contracts/mocks/`. @default [] */
  readonly exclude?: readonly string[]
  /** Whether calls count that are no transactions, such as those of view functions. @default false */
  readonly countsCalls?: boolean
  /** Shows `transfer(address,uint256)` in place of `transfer`. @default false */
  readonly showsSignatures?: boolean
  /** Also written there: as JSON when it ends in `.json`, else as the text that is printed. @default none */
  readonly reportFile?: string
  /** What `scaffold gas snapshot` writes and compares with. @default '.gas-snapshot' */
  readonly snapshotFile?: string
  /** By how much gas may differ from the snapshot, in percent. @default 0 */
  readonly tolerance?: number
}

/** {@link GasUserConfig}, complete. Files are absolute. */
export type GasConfig = Required<Omit<GasUserConfig, 'reportFile'>> & {
  readonly reportFile: string | undefined
}

/** {@link CoverageUserConfig}, complete. */
export type CoverageConfig = Required<CoverageUserConfig>

/** What a user writes into `scaffold.config.ts`: everything is optional. */
export interface ScaffoldUserConfig {
  /** A version, several, or all settings. @default chosen by the pragmas, optimized */
  readonly solidity?: string | readonly string[] | SolidityUserConfig
  readonly paths?: PathsUserConfig
  /** By name. `in-process` always exists and may be given options here. */
  readonly networks?: Readonly<Record<string, NetworkUserConfig>>
  /** The network used when none is named. @default 'in-process' */
  readonly defaultNetwork?: string
  /**
   * Names that stand for accounts wherever one is asked for, each on all networks (`deployer: 0`) or
   * by network (`admin: { default: 1, mainnet: '0x…' }`).
   */
  readonly namedAccounts?: Readonly<Record<string, NamedAccountConfig>>
  readonly test?: TestUserConfig
  readonly gas?: GasUserConfig
  /** Where `scaffold verify` publishes sources, by name. Sourcify is always there, unless it is `false`. */
  readonly verify?: VerifyUserConfig
}

/** A config, a promise of one, or a function that makes either. */
export type ScaffoldUserConfigExport =
  | ScaffoldUserConfig
  | Promise<ScaffoldUserConfig>
  | (() => ScaffoldUserConfig | Promise<ScaffoldUserConfig>)

/** Folders of a project, absolute. */
export interface PathsConfig {
  readonly root: string
  readonly sources: string
  readonly tests: string
  readonly migrations: string
  readonly artifacts: string
  readonly cache: string
  readonly types: string | false
  readonly deployments: string
}

/** How tests run, complete. */
export interface TestConfig {
  readonly timeoutMs: number
  readonly parallel: boolean | number
  readonly reporter: string
  readonly require: readonly string[]
  readonly bail: boolean
  readonly coverage: CoverageConfig
  readonly mocha: Readonly<Record<string, unknown>>
}

/** A complete config: every default filled in, deeply frozen. Secrets are still references. */
export interface ScaffoldConfig {
  readonly solidity: SolidityConfig
  readonly paths: PathsConfig
  readonly networks: Readonly<Record<string, NetworkConfig>>
  readonly defaultNetwork: string
  readonly namedAccounts: Readonly<Record<string, NamedAccountConfig>>
  readonly test: TestConfig
  readonly gas: GasConfig
  readonly verify: VerifyConfig
}

/** A text that may be kept out of the config by {@link secret}. */
export type MaybeSecret = string | SecretReference

/** Gives a config its type: `export default defineConfig({ … })`. Returns it unchanged. */
export function defineConfig<C extends ScaffoldUserConfigExport>(config: C): C {
  return config
}
