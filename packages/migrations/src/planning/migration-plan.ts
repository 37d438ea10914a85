import type { Hex } from '@scaffold-evm/common'
import type { UpgradeRehearsal } from '../upgrade/upgrade-rehearsal.js'
import type { UpgradeReport } from '../upgrade/upgrade-report.js'

/**
 * What is to be done for one thing, or is not as it was recorded. `create`: a new contract; `upgrade`: other code behind
 * a proxy or in a diamond; `replace`: another contract under a name; `call`: a transaction; `same`: nothing to do;
 * `drift`: the chain is not as the record says.
 */
export type PlanAction = 'create' | 'upgrade' | 'replace' | 'call' | 'drift' | 'same'

/** A transaction that applying sends. */
export interface PlannedStep {
  /** The migration, e.g. `02_shop`. */
  readonly file: string
  /** Its identity in the file, e.g. `deploy Shop`. */
  readonly id: string
  readonly kind: 'deploy' | 'call'
  /** `Shop(5)`, `Shop.setPrice(7)`. */
  readonly label: string
  readonly from: string
  /** Undefined for deployments. */
  readonly to: string | undefined
  readonly valueWei: bigint
  /** As measured on a copy of the network. */
  readonly gas: bigint
  /** Of the contract that it makes, as long as the sender sends nothing else before. */
  readonly address: string | undefined
  /**
   * SHA-256 of target, value and data, in which addresses of contracts that the plan makes are replaced by what
   * stands for them: the same when they come to lie elsewhere.
   */
  readonly digest: Hex
}

/** A contract that another one makes, and that a migration records. */
export interface PlannedRecord {
  readonly file: string
  /** Recorded name. */
  readonly name: string
  /** Address that was recorded under the name. */
  readonly before: string | undefined
}

/** Something on the chain that is not as it was recorded. */
export interface PlanDifference {
  readonly what:
    | 'code'
    | 'implementation'
    | 'implementation-code'
    | 'admin'
    | 'beacon'
    | 'facet'
    | 'owner'
    | 'admin-owner'
    | 'arguments'
    | 'libraries'
  readonly recorded: string
  readonly found: string
}

/** One line of a plan. */
export interface PlanEntry {
  readonly action: PlanAction
  /** A recorded name, e.g. `Box`; for calls what is called. */
  readonly subject: string
  /** The migration that does it, or did. */
  readonly file: string
  readonly why: string
  /** Whether applying the plan does it. */
  readonly isApplied: boolean
  /** What else has to be done, when applying does not. */
  readonly remedy: string | undefined
  /** Fully qualified name of the contract. */
  readonly contract: string | undefined
  /** Where the contract is recorded. */
  readonly address: string | undefined
  readonly steps: readonly PlannedStep[]
  /** What was there before and what takes its place, e.g. two implementations. */
  readonly from: string | undefined
  readonly to: string | undefined
  /** Whether state and code go with an upgrade. */
  readonly safety: UpgradeReport | undefined
  /** What became of the values of each upgraded proxy on the copy. */
  readonly rehearsals: readonly UpgradeRehearsal[]
  /** Of drift. */
  readonly differences: readonly PlanDifference[]
}

/** What one account pays. */
export interface PlanSigner {
  readonly address: string
  readonly gas: bigint
  /** Gas at the present price, and what is sent along. */
  readonly costWei: bigint
  readonly balanceWei: bigint
  /** Whether the balance is as much as the cost. */
  readonly isSufficient: boolean
  /** Whether it is one of the network's accounts. What others are to send is proposed to them. */
  readonly isOwn: boolean
}

/** What the plan found of a contract that it deals with. When it is not so any more, the plan does not fit. */
export interface PlanFacts {
  readonly name: string
  readonly address: string
  /** Keccak-256 of the code; `0x` when there is none. */
  readonly codeHash: Hex
  readonly implementation?: string
  readonly admin?: string
  readonly beacon?: string
  readonly owner?: string
  readonly adminOwner?: string
}

/** What decides which migrations are looked at, and how. */
export interface PlanChoice {
  readonly from?: number
  readonly to?: number
  readonly replace?: readonly string[]
}

/** What migrating would do on a network, and what there is not as it was recorded. */
export interface MigrationPlan {
  readonly format: 'scaffold-plan-1'
  readonly network: string
  readonly chainId: bigint
  readonly genesisHash: Hex
  /** The block that it was made at. */
  readonly block: { readonly number: number; readonly hash: Hex }
  /** SHA-256 of the record; undefined when there is none. */
  readonly record: Hex | undefined
  readonly choice: PlanChoice
  /** SHA-256 of the creation code of each contract that is deployed, by fully qualified name. */
  readonly code: Readonly<Record<string, Hex>>
  readonly facts: readonly PlanFacts[]
  readonly made: readonly PlannedRecord[]
  /** In the order in which they are done, then what is not done, then what stays. */
  readonly entries: readonly PlanEntry[]
  readonly signers: readonly PlanSigner[]
  /** Present price, wei per gas. */
  readonly gasPriceWei: bigint
  readonly warnings: readonly string[]
  /** `up-to-date`: all entries are `same`. */
  readonly status: 'pending' | 'up-to-date'
}
