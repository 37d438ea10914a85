import type { SolcSettings, SolidityOverride } from '@scaffold-evm/compiler'

/** How Solidity is compiled. */
export interface SolidityUserConfig {
  /** One version for all, e.g. `0.8.37`. Not together with `versions`. */
  readonly version?: string
  /** The versions to choose from by pragma. @default [] chosen by pragma alone */
  readonly versions?: readonly string[]
  /**
   * Settings of solc's standard JSON, e.g. `{ viaIR: true }`.
   *
   * @default the optimizer on, with 200 runs; settings that name no `optimizer` keep that
   */
  readonly settings?: SolcSettings
  /** By source name, e.g. `contracts/Old.sol`. @default {} */
  readonly overrides?: Readonly<Record<string, SolidityOverride>>
  /** `prefix=target` as in remappings.txt, and beside it. @default [] */
  readonly remappings?: readonly string[]
  /** Path of a soljson.js to use instead of a release. */
  readonly soljson?: string
}
