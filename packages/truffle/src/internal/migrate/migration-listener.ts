import type { Deployable, DeployedInstance } from './deployable.js'

/** The migration files that are going to run. */
export interface PlannedMigration {
  /** Absolute. */
  readonly file: string
  readonly number: number
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly dryRun: boolean
  readonly interactive: boolean
}

/** A migration file that begins. */
export interface StartedMigration {
  /** Relative to the migrations folder. */
  readonly file: string
  readonly number: number
  readonly isFirst: boolean
  readonly network: string
  readonly networkId: string | number
}

/** A deployment that was asked for, with what it was asked with. */
export interface StartedDeployment {
  readonly contract: Deployable
  /** Constructor arguments and transaction options. */
  readonly args: readonly unknown[]
  /** Whether there is an address on this network already. */
  readonly isReplacing: boolean
}

/** A library and where it went. */
export interface LinkedLibrary {
  readonly contractName: string
  readonly libraryName: string
  readonly libraryAddress: string
}

/** A deployment or link that cannot even begin, as Truffle tells it. */
export interface RefusedDeployment {
  readonly type: 'noBatches' | 'noBytecode' | 'noLibName' | 'noLibAddress'
  readonly contract?: unknown
}

type Heard = void | Promise<void>

/** Hears what happens while migrations run, in order; what it gives is waited for where it may be a promise. */
export interface MigrationListener {
  runStarted(migrations: readonly PlannedMigration[]): Heard
  runFinished(error: string | null): Heard
  migrationStarted(migration: StartedMigration): Heard
  savingStarted(message: string): Heard
  savingFinished(message: string, result?: unknown): Heard
  migrationSucceeded(isLast: boolean): Heard
  migrationFailed(error: unknown): Heard
  deploymentStarted(deployment: StartedDeployment): Heard
  transactionSent(hash: string): void
  /** While a transaction is waited for. */
  waited(blocks: number, seconds: number, blockNumber?: number): void
  /** `receipt` as the contract's library tells it. */
  deployed(contract: Deployable, instance: DeployedInstance, receipt?: unknown): Heard
  reused(contract: Deployable, instance: DeployedInstance): Heard
  /** Of so many that are waited for. */
  confirmed(count: number, blockNumber: number): Heard
  deploymentFailed(message: string, error: unknown): Heard
  refused(message: string, problem: RefusedDeployment): void
  linking(library: LinkedLibrary): void
  creating(contract: Deployable): void
}

/** A listener for runs that print nothing. */
export const silentListener: MigrationListener = {
  runStarted: () => undefined,
  runFinished: () => undefined,
  migrationStarted: async () => undefined,
  savingStarted: () => undefined,
  savingFinished: () => undefined,
  migrationSucceeded: () => undefined,
  migrationFailed: () => undefined,
  deploymentStarted: () => undefined,
  transactionSent: () => undefined,
  waited: () => undefined,
  deployed: async () => undefined,
  reused: () => undefined,
  confirmed: () => undefined,
  deploymentFailed: () => undefined,
  refused: () => undefined,
  linking: () => undefined,
  creating: () => undefined,
}
