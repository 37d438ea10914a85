import type { Libraries, TransactionOptions } from '@scaffold-evm/project'
import type { UnsafeAllow } from '../upgrade/upgrade-codes.js'
import type { UpgradeCall } from './proxy-options.js'

/** A facet of a diamond, where its name alone does not say enough. */
export interface DiamondFacet {
  readonly contract: string
  /** Only these of its functions, by name or full signature. @default all */
  readonly only?: readonly string[]
  /** Not these of its functions. @default none */
  readonly except?: readonly string[]
  readonly constructorArgs?: readonly unknown[]
  readonly libraries?: Libraries
}

/** What a diamond is to consist of. */
export interface DiamondCutOptions extends TransactionOptions {
  /**
   * All facets: functions of others are removed, but for `diamondCut`, those of the loupe, and those of the diamond
   * itself. A contract whose code changed takes the place of its former facet.
   */
  readonly facets: readonly (string | DiamondFacet)[]
  /** What the diamond calls in the transaction of the cut, once: a function of a facet, or of a contract that is deployed for it. */
  readonly init?: { readonly contract: string; readonly call: UpgradeCall }
  /** Findings that do not refuse a facet, e.g. `storage-renamed`. @default none */
  readonly unsafeAllow?: readonly UnsafeAllow[]
  /** Identity of the step. @default `cut Diamond`, and how often the file cut it before */
  readonly id?: string
  /** Goes on from what is on the chain where the record says otherwise. @default false */
  readonly takeOver?: boolean
}
