import { Mutex } from '@scaffold-evm/common'
import type {
  DeployedContract,
  DeploymentRecord,
  DeploymentStore,
  MigrationRecord,
  StepRecord,
} from '@scaffold-evm/project'

const emptyMigration: MigrationRecord = { completed: false, steps: {} }

function without<T>(object: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const { [key]: _, ...rest } = object
  return rest
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
    return Object.values(this.#record.migrations)
      .flatMap((migration) => Object.values(migration.steps))
      .filter((step) => step.status === 'confirmed').length
  }

  contract(name: string): DeployedContract | undefined {
    return Object.hasOwn(this.#record.contracts, name) ? this.#record.contracts[name] : undefined
  }

  isCompleted(file: string): boolean {
    return this.#migration(file).completed
  }

  steps(file: string): Readonly<Record<string, StepRecord>> {
    return this.#migration(file).steps
  }

  step(file: string, id: string): StepRecord | undefined {
    const { steps } = this.#migration(file)
    return Object.hasOwn(steps, id) ? steps[id] : undefined
  }

  /** Records a step, together with the contract it made, if any. */
  async saveStep(
    at: { readonly file: string; readonly id: string },
    step: StepRecord,
    made?: { readonly name: string; readonly contract: DeployedContract },
  ): Promise<void> {
    const { steps } = this.#migration(at.file)
    const { contracts } = this.#record
    await this.#write({
      ...this.#withMigration(at.file, { completed: false, steps: { ...steps, [at.id]: step } }),
      contracts: made === undefined ? contracts : { ...contracts, [made.name]: made.contract },
    })
  }

  /** Forgets a step of which is known that it did not happen. */
  async dropStep(at: { readonly file: string; readonly id: string }): Promise<void> {
    const migration = this.#migration(at.file)
    if (!Object.hasOwn(migration.steps, at.id)) return
    const steps = without(migration.steps, at.id)
    await this.#write(this.#withMigration(at.file, { ...migration, steps }))
  }

  async saveContract(name: string, contract: DeployedContract): Promise<void> {
    const { contracts } = this.#record
    await this.#write({ ...this.#record, contracts: { ...contracts, [name]: contract } })
  }

  async complete(file: string): Promise<void> {
    const { steps } = this.#migration(file)
    await this.#write(this.#withMigration(file, { completed: true, steps }))
  }

  /** Forgets files and what they deployed. */
  async forget(files: readonly string[]): Promise<void> {
    const { contracts, migrations } = this.#record
    const isKept = (file: string): boolean => !files.includes(file)
    await this.#write({
      ...this.#record,
      contracts: Object.fromEntries(
        Object.entries(contracts).filter(([, contract]) => isKept(contract.migration)),
      ),
      migrations: Object.fromEntries(Object.entries(migrations).filter(([file]) => isKept(file))),
    })
  }

  #migration(file: string): MigrationRecord {
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
