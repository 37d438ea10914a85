import type {
  Connection,
  DeployedContract,
  DeploymentRecord,
  ImportOrigin,
  MigrationRecord,
  Project,
} from '@scaffold-evm/project'
import { importConflictError, importEmptyError, importNetworkError } from '../errors/import.js'
import { keepBuilds } from '../internal/builds/keep-builds.js'
import { findMigrations, type MigrationFile } from '../internal/files/find-migrations.js'
import { ContractImporter, type ImportedContract } from '../internal/import/contract-importer.js'
import { readDeployingFiles } from '../internal/import/deploying-file.js'
import { findForeignStates } from '../internal/import/find-foreign-states.js'
import { joinStates } from '../internal/import/join-states.js'
import { openJournal } from '../internal/journal/open-journal.js'

/** What is imported, and what of it counts. */
export interface ImportOptions {
  /** A folder or file of another tool. @default what is in the project's usual places */
  readonly from?: string | undefined
  /** Number of the last migration that is complete. @default what Truffle's contract Migrations says */
  readonly completed?: number | undefined
  /** Whether imported contracts take the place of others that are recorded under their names. @default false */
  readonly replace?: boolean | undefined
  /** Writes nothing. @default false */
  readonly dryRun?: boolean | undefined
}

/** What came of one contract. */
export interface ImportedReport {
  readonly name: string
  readonly address: string
  /** Fully qualified. */
  readonly contract: string
  /** `known`: it was recorded already. */
  readonly status: 'imported' | 'known'
}

/** What was imported. */
export interface ImportReport {
  readonly network: string
  readonly chainId: bigint
  /** Where from. */
  readonly sources: readonly { readonly tool: ImportOrigin; readonly path: string }[]
  readonly contracts: readonly ImportedReport[]
  /** Migrations that count as complete from now on. */
  readonly migrations: readonly string[]
  /** In sentences. */
  readonly notes: readonly string[]
  /** The record; undefined when nothing was written. */
  readonly recordPath: string | undefined
}

/**
 * Takes over what Truffle, hardhat-deploy or OpenZeppelin's plugins deployed to a network, so that migrations go on from
 * there: contracts with code on the chain get into the record, migrations that are done count as done.
 *
 * @throws `IMPORT_NETWORK`, `IMPORT_MISSING`, `IMPORT_UNKNOWN`, `IMPORT_INVALID`, `IMPORT_CHAIN`, `IMPORT_EMPTY`,
 * `IMPORT_CONFLICT`, `MIGRATION_CHAIN_CHANGED`, `LOCK_HELD`.
 */
export async function importDeployments(
  project: Project,
  connection: Connection,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { deployments: store, networkName } = connection
  if (store.path === undefined) throw importNetworkError(networkName)
  return store.lock(() => new DeploymentImport(project, connection, options).run())
}

class DeploymentImport {
  readonly #project: Project
  readonly #connection: Connection
  readonly #options: ImportOptions
  readonly #notes: string[] = []

  constructor(project: Project, connection: Connection, options: ImportOptions) {
    this.#project = project
    this.#connection = connection
    this.#options = options
  }

  async run(): Promise<ImportReport> {
    const { from, dryRun = false } = this.#options
    const states = await findForeignStates(this.#project, this.#connection, from)
    const files = await this.#completedFiles(states.map(({ completed }) => completed))
    const imported = await this.#contracts(states, files)
    const { journal, notes } = await openJournal(this.#connection, this.#connection.deployments, {
      isReset: false,
    })
    this.#notes.push(...notes)
    const { record } = journal
    const news = this.#withoutKnown(imported, record)
    if (!dryRun) {
      await this.#connection.deployments.write(extend(record, news, files))
      await keepBuilds(this.#project, this.#connection)
    }
    return this.#report(states, { imported, news, files, record })
  }

  async #completedFiles(
    counts: readonly (number | undefined)[],
  ): Promise<readonly MigrationFile[]> {
    const all = await findMigrations(this.#project.config.paths.migrations)
    const known = counts.filter((count) => count !== undefined)
    if (this.#options.completed === undefined && known.length === 0 && all.length > 0) {
      this.#notes.push('Nothing says how far the migrations got: --completed <migration> does')
    }
    const last = this.#options.completed ?? Math.max(0, ...known)
    return all.filter(({ number }) => number <= last)
  }

  async #contracts(
    states: Awaited<ReturnType<typeof findForeignStates>>,
    files: readonly MigrationFile[],
  ): Promise<readonly ImportedContract[]> {
    const { provider, chainId } = this.#connection
    const deployingFile = await readDeployingFiles(files)
    const importer = new ContractImporter({
      ...{ project: this.#project, provider, chainId, deployingFile },
      isDryRun: this.#options.dryRun === true,
    })
    const found: ImportedContract[] = []
    const missing: string[] = []
    for (const { contract, state } of joinStates(states)) {
      const imported = await importer.import(contract, state)
      if (imported === undefined) missing.push(`${contract.name} at ${contract.address}`.trim())
      else found.push(withFreeName(imported, found))
    }
    if (found.length === 0) throw importEmptyError(states[0]?.path ?? '', missing)
    const lost = missing.map((text) => `${text} has no code on this chain, and was left out`)
    this.#notes.push(...lost, ...found.flatMap(({ note }) => note ?? []))
    return found
  }

  /** @throws `IMPORT_CONFLICT`. */
  #withoutKnown(
    imported: readonly ImportedContract[],
    { contracts }: DeploymentRecord,
  ): readonly ImportedContract[] {
    const addressOf = (name: string): string | undefined =>
      Object.hasOwn(contracts, name) ? contracts[name]?.address : undefined
    const news = imported.filter(({ name, contract }) => addressOf(name) !== contract.address)
    const taken = news.filter(({ name }) => addressOf(name) !== undefined)
    if (taken.length > 0 && this.#options.replace !== true) {
      throw importConflictError(taken.map(({ name }) => name))
    }
    return news
  }

  #report(
    states: Awaited<ReturnType<typeof findForeignStates>>,
    done: {
      readonly imported: readonly ImportedContract[]
      readonly news: readonly ImportedContract[]
      readonly files: readonly MigrationFile[]
      readonly record: DeploymentRecord
    },
  ): ImportReport {
    const { networkName: network, chainId, deployments } = this.#connection
    const { imported, news, files, record } = done
    const newFiles = files.filter(({ name }) => record.migrations[name]?.completed !== true)
    return {
      network,
      chainId,
      sources: states.map(({ tool, path }) => ({ tool, path })),
      contracts: imported.map((one) => ({
        name: one.name,
        address: one.contract.address,
        contract: one.contract.contract,
        status: news.includes(one) ? 'imported' : 'known',
      })),
      migrations: newFiles.map(({ name }) => name),
      notes: this.#notes,
      recordPath: this.#options.dryRun === true ? undefined : deployments.path,
    }
  }
}

/** `Box2` for a second Box that no tool has a name for. */
function withFreeName(
  imported: ImportedContract,
  others: readonly ImportedContract[],
): ImportedContract {
  const isTaken = (name: string): boolean => others.some((other) => other.name === name)
  if (!isTaken(imported.name)) return imported
  let count = 2
  while (isTaken(`${imported.name}${count}`)) count += 1
  return { ...imported, name: `${imported.name}${count}`, step: undefined }
}

/** The record with what is new, and with the deployments as steps of the migrations that they are put down to. */
function extend(
  record: DeploymentRecord,
  news: readonly ImportedContract[],
  files: readonly MigrationFile[],
): DeploymentRecord {
  const contracts: Record<string, DeployedContract> = { ...record.contracts }
  const migrations: Record<string, MigrationRecord> = { ...record.migrations }
  for (const { name } of files) {
    if (migrations[name]?.completed !== true) migrations[name] = { completed: true, steps: {} }
  }
  for (const { name, contract, step } of news) {
    contracts[name] = contract
    const migration = migrations[contract.migration]
    if (step === undefined || migration === undefined) continue
    const steps = { ...migration.steps, [`deploy ${name}`]: step }
    migrations[contract.migration] = { ...migration, steps }
  }
  return { ...record, contracts, migrations }
}
