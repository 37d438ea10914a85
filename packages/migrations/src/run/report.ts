import type { Hex } from '@scaffold-evm/common'
import type { ContractOrigin } from '@scaffold-evm/project'
import type { StepChange } from '../migration/step-change.js'
import type { UpgradeRehearsal } from '../upgrade/upgrade-rehearsal.js'

/** One transaction of a run, or of an earlier one that this run found done. */
export interface StepReport {
  readonly id: string
  readonly kind: 'deploy' | 'call'
  /** `Token("Gold", 1000)`, `Token.mint("0x…", 5)`. */
  readonly label: string
  /** `kept`: an earlier run did it. `proposed`: others are to sign it. */
  readonly status: 'done' | 'kept' | 'proposed'
  /** Recorded name of a deployed contract. */
  readonly name: string | undefined
  readonly address: string | undefined
  readonly transactionHash: Hex | undefined
  /** Gas. 0 when it is not known. */
  readonly gasUsed: bigint
  /** Wei per gas. */
  readonly gasPriceWei: bigint
  /** What it means, where that is more than a deployment or a call. */
  readonly change: StepChange | undefined
  /** On a dry run, of an upgrade: what became of the values of each proxy. */
  readonly rehearsals?: readonly UpgradeRehearsal[]
}

/** A contract that was not deployed by a step: another contract made it, or it was there. */
export interface RecordedReport {
  readonly name: string
  readonly contract: string
  readonly address: string
  /** How it came about, as far as it is known. */
  readonly origin: ContractOrigin | undefined
}

/** One migration file of a run. */
export interface MigrationFileReport {
  /** Without extension, e.g. `01_token`. */
  readonly name: string
  /** Absolute. */
  readonly path: string
  /** `skipped`: an earlier run completed it. `failed`: only the steps before the error were done. `proposed`: it goes on when others have signed. */
  readonly status: 'migrated' | 'skipped' | 'failed' | 'proposed'
  readonly steps: readonly StepReport[]
  readonly recorded: readonly RecordedReport[]
}

/** What a run did. */
export interface MigrationReport {
  readonly network: string
  readonly chainId: bigint
  readonly isDryRun: boolean
  /** `up-to-date`: there was nothing to do. `failed`: the last of the files did. `proposed`: others are to sign next. */
  readonly status: 'migrated' | 'up-to-date' | 'failed' | 'proposed'
  readonly files: readonly MigrationFileReport[]
  /** Of this run's own transactions. */
  readonly totals: {
    readonly deployments: number
    readonly calls: number
    /** Gas. */
    readonly gasUsed: bigint
    readonly costWei: bigint
  }
  /** Addresses of everything recorded on this network, by name. */
  readonly contracts: Readonly<Record<string, string>>
  /** Names of those whose addresses follow from a salt. */
  readonly deterministic: readonly string[]
  /** Absolute path of the record; undefined when nothing is kept. */
  readonly recordPath: string | undefined
  readonly warnings: readonly string[]
}
