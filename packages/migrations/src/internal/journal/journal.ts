import { type Hex, Mutex } from '@scaffold-evm/common'
import type {
  DeployedContract,
  DeploymentRecord,
  DeploymentStore,
  MigrationRecord,
  StepRecord,
} from '@scaffold-evm/project'
import { withContract, withoutFiles } from '../replacing/replacements.js'
import type { RecordedContracts } from '../steps/step.js'

const emptyMigration: MigrationRecord = { completed: false, steps: {} }

function without<T>(object: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = object
  return rest
}

/** Which step of which file. */
export interface StepPosition {
  readonly file: string
  readonly id: string
}

/** A step with where it stands. */
export interface PlacedStep extends StepPosition {
  readonly step: StepRecord
}

/**
 * The record of one network while it is migrated. Every change is a new record, written before
 * anything else happens.
 */
export class Journal {
  readonly #store: DeploymentStore
  readonly #writes = new Mutex()
  #record: DeploymentRecord

  constructor(store: DeploymentStore, record: DeploymentRecord) {
    this.#store = store
    this.#record = record
  }

  get record(): DeploymentRecord {
    return this.#record
  }

  get path(): string | undefined {
    return this.#store.path
  }

  /** How many transactions are done, of all files. */
  get confirmedCount(): number {
    return this.#entries().filter(({ step }) => step.status === 'confirmed').length
  }

  contract(name: string): DeployedContract | undefined {
    return Object.hasOwn(this.#record.contracts, name) ? this.#record.contracts[name] : undefined
  }

  isCompleted(file: string): boolean {
    return this.migration(file).completed
  }

  steps(file: string): Readonly<Record<string, StepRecord>> {
    return this.migration(file).steps
  }

  step(file: string, id: string): StepRecord | undefined {
    const { steps } = this.migration(file)
    return Object.hasOwn(steps, id) ? steps[id] : undefined
  }

  /** The highest nonce of an account that a confirmed step used; -1 when there is none. */
  highestNonce(from: string): number {
    const own = this.#entries().filter(
      ({ step }) => step.status === 'confirmed' && step.from.toLowerCase() === from.toLowerCase(),
    )
    return own.reduce((highest, { step }) => Math.max(highest, step.nonce), -1)
  }

  /** Whether a step other than `at` sent this transaction. */
  isOfOther(hash: Hex, at: StepPosition): boolean {
    return this.#entries().some(
      ({ file, id, step }) =>
        (file !== at.file || id !== at.id) &&
        (step.transactionHash === hash || step.replaced?.includes(hash) === true),
    )
  }

  /** Steps whose transactions were sent, or were to be, and not seen mined. */
  openSteps(): readonly PlacedStep[] {
    return this.#entries().filter(({ step }) => ['intended', 'sent'].includes(step.status))
  }

  /** Steps that were given to somebody else to sign, and are not known to have happened. */
  proposedSteps(): readonly PlacedStep[] {
    return this.#entries().filter(({ step }) => step.status === 'proposed')
  }

  /** How many steps are known to have happened in a transaction, all doing the same. */
  countOf(hash: Hex, digest: Hex): number {
    return this.#entries().filter(
      ({ step }) =>
        step.status === 'confirmed' && step.transactionHash === hash && step.digest === digest,
    ).length
  }

  /** Records a step, together with the contracts it made or changed. */
  async saveStep(at: StepPosition, step: StepRecord, made: RecordedContracts = {}): Promise<void> {
    const { steps, ...migration } = this.migration(at.file)
    const record = this.#withMigration(at.file, {
      ...migration,
      completed: false,
      steps: { ...steps, [at.id]: step },
    })
    await this.#write(
      Object.entries(made).reduce(
        (all, [name, contract]) => withContract(all, { name, contract, file: at.file }),
        record,
      ),
    )
  }

  /** Forgets a step of which is known that it did not happen. */
  async dropStep(at: StepPosition): Promise<void> {
    const migration = this.migration(at.file)
    if (!Object.hasOwn(migration.steps, at.id)) return
    const steps = without(migration.steps, at.id)
    await this.#write(this.#withMigration(at.file, { ...migration, steps }))
  }

  /** Takes over what is true on the chain, when that is something else. */
  async replaceRecord(record: DeploymentRecord): Promise<void> {
    if (JSON.stringify(record) !== JSON.stringify(this.#record)) await this.#write(record)
  }

  async saveContract(name: string, contract: DeployedContract): Promise<void> {
    await this.#write(withContract(this.#record, { name, contract, file: contract.migration }))
  }

  /** Adds to what is recorded of contracts, by name. */
  async amendContracts(
    amended: Readonly<Record<string, Partial<DeployedContract>>>,
  ): Promise<void> {
    const contracts = Object.entries(this.#record.contracts).map(
      ([name, contract]) => [name, { ...contract, ...amended[name] }] as const,
    )
    await this.#write({ ...this.#record, contracts: Object.fromEntries(contracts) })
  }

  /** Says that all of a file is done, and what it was and used. */
  async complete(file: string, seen: Pick<MigrationRecord, 'source' | 'uses'>): Promise<void> {
    const { steps } = this.migration(file)
    await this.#write(this.#withMigration(file, { completed: true, ...seen, steps }))
  }

  /** What was complete is so still, although it could not be entered again. */
  async keepCompleted(file: string): Promise<void> {
    const migration = this.migration(file)
    if (migration.completed) return
    await this.#write(this.#withMigration(file, { ...migration, completed: true }))
  }

  /** Says that a plan is being applied, by its digest, or that none is any more. */
  async setApplying(plan: Hex | undefined): Promise<void> {
    const { applying, ...record } = this.#record
    if (applying === plan) return
    await this.#write(plan === undefined ? record : { ...record, applying: plan })
  }

  /** Forgets files and what they deployed. */
  async forget(files: readonly string[]): Promise<void> {
    await this.#write(withoutFiles(this.#record, files))
  }

  #entries(): readonly PlacedStep[] {
    return Object.entries(this.#record.migrations).flatMap(([file, { steps }]) =>
      Object.entries(steps).map(([id, step]) => ({ file, id, step })),
    )
  }

  migration(file: string): MigrationRecord {
    const { migrations } = this.#record
    return (Object.hasOwn(migrations, file) ? migrations[file] : undefined) ?? emptyMigration
  }

  #withMigration(file: string, migration: MigrationRecord): DeploymentRecord {
    return {
      ...this.#record,
      migrations: { ...this.#record.migrations, [file]: migration },
    }
  }

  /** Changes build on each other at once; the file follows in the same order. */
  async #write(record: DeploymentRecord): Promise<void> {
    this.#record = record
    await this.#writes.run(() => this.#store.write(record))
  }
}
