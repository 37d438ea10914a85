import type { EventManager } from './internal/events/event-manager.js'
import type { TruffleProvider } from './truffle-provider.js'

/** One entry of `networks`, as the user wrote it. */
export type TruffleNetworkConfig = Record<string, unknown>

/**
 * The config that a project's own code, its plugins and our commands share: what `truffle-config.js` says over
 * Truffle's defaults, with the chosen network's values (`network_id`, `from`, `gas`, `provider`, …) computed from
 * `networks[network]` at each access. Mutable, as Truffle's is. Unknown keys are kept.
 */
export interface TruffleConfig {
  readonly [key: string]: unknown
  /** Absolute: the folder of the config file. */
  working_directory: string
  /** Absolute. */
  readonly contracts_directory: string
  readonly build_directory: string
  readonly contracts_build_directory: string
  readonly migrations_directory: string
  readonly test_directory: string
  readonly migrations_file_extension_regexp: RegExp
  readonly test_file_extension_regexp: RegExp
  /** Name of the chosen network. */
  network: string
  networks: Record<string, TruffleNetworkConfig>
  /** Of the chosen network. */
  readonly network_id: string | number
  readonly network_config: TruffleNetworkConfig
  /** Null before a network is chosen. A function in `networks` is called once per network. */
  readonly provider: TruffleProvider
  readonly from: string | undefined
  readonly gas: number | undefined
  readonly gasPrice: number | string | undefined
  readonly maxFeePerGas: number | string | undefined
  readonly maxPriorityFeePerGas: number | string | undefined
  readonly type: string | number | undefined
  readonly confirmations: number
  readonly production: boolean
  readonly timeoutBlocks: number
  readonly compilers: Readonly<Record<string, unknown>>
  readonly mocha: Readonly<Record<string, unknown>>
  readonly plugins: readonly string[]
  readonly quiet: boolean
  readonly logger: TruffleLogger
  /** What commands tell: to `subscribers` of the config, and to plugins that listen. */
  readonly events: EventManager
  /** Positional arguments of the command line. */
  readonly _: readonly string[]
  /** Another config with these values on top, computed ones included; this one is not changed. */
  with(values: object): TruffleConfig
  /** Takes over values; `compilers`, `mocha`, `dashboard` and `networks` are merged deeply, computed ones ignored. */
  merge(values: object): TruffleConfig
  /** A copy of an object's values, without those whose getters throw. */
  normalize(values: object): Record<string, unknown>
}

/** Where Truffle's texts go: `console`, or what the config has as `logger`. */
export interface TruffleLogger {
  log(...values: unknown[]): void
  warn(...values: unknown[]): void
  error(...values: unknown[]): void
}
