/** Standard-JSON settings of solc (`optimizer`, `evmVersion`, `viaIR`, …), passed on as they are. */
export type SolcSettings = Readonly<Record<string, unknown>>

/** Version and settings of one file, where they differ from the rest. */
export interface SolidityOverride {
  readonly version?: string
  readonly settings?: SolcSettings
}

/** How Solidity is compiled. */
export interface SolidityUserConfig {
  /** One version for all, e.g. `0.8.37`. Not together with `versions`. */
  readonly version?: string
  /** The versions to choose from by pragma. @default [] chosen by pragma alone */
  readonly versions?: readonly string[]
  /** @default {} */
  readonly settings?: SolcSettings
  /** By source name, e.g. `contracts/Old.sol`. @default {} */
  readonly overrides?: Readonly<Record<string, SolidityOverride>>
  /** `prefix=target` as in remappings.txt, and beside it. @default [] */
  readonly remappings?: readonly string[]
  /** Path of a soljson.js to use instead of a release. */
  readonly soljson?: string
}

/** How Solidity is compiled, complete. */
export interface SolidityConfig {
  readonly versions: readonly string[]
  readonly settings: SolcSettings
  readonly overrides: Readonly<Record<string, SolidityOverride>>
  readonly remappings: readonly string[]
  /** Absolute. */
  readonly soljsonPath?: string
}
