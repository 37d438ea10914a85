import { quantityToHex } from '@scaffold-evm/common'
import type { TruffleSession } from '../../truffle-session.js'
import type { EventManager } from '../events/event-manager.js'
import type { ChainReader } from './chain-reader.js'
import { argumentOption, type Deployable, type DeployedInstance } from './deployable.js'
import type {
  LinkedLibrary,
  MigrationListener,
  PlannedMigration,
  RefusedDeployment,
  StartedDeployment,
  StartedMigration,
} from './migration-listener.js'

/** Where events go, and what they tell besides. */
export interface TellingParts {
  readonly session: TruffleSession
  readonly chain: ChainReader
  readonly isDryRun: boolean
}

/** Passes on what migrations do, and tells subscribers of it, in Truffle's words. */
export class TellingListener implements MigrationListener {
  readonly #base: MigrationListener
  readonly #parts: TellingParts
  /** Of the deployment that is on its way; its subscribers keep it. */
  #state: { contractName: string; receipt?: unknown } = { contractName: '' }
  #started: object = {}

  constructor(base: MigrationListener, parts: TellingParts) {
    this.#base = base
    this.#parts = parts
  }

  get #events(): EventManager {
    return this.#parts.session.config.events
  }

  async runStarted(migrations: readonly PlannedMigration[]): Promise<void> {
    await this.#base.runStarted(migrations)
    await this.#tell('migrate:runMigrations:start', { migrations, dryRun: this.#parts.isDryRun })
  }

  async runFinished(error: string | null): Promise<void> {
    await this.#base.runFinished(error)
    await this.#tell('migrate:runMigrations:finish', { dryRun: this.#parts.isDryRun, error })
  }

  async migrationStarted(migration: StartedMigration): Promise<void> {
    await this.#base.migrationStarted(migration)
    if (!this.#events.isHeard) return
    const blockLimit = quantityToHex(await this.#parts.chain.blockGasLimit())
    await this.#tell('migrate:migration:start', { ...migration, blockLimit })
  }

  async savingStarted(message: string): Promise<void> {
    await this.#base.savingStarted(message)
    if (this.#parts.isDryRun) return
    await this.#tell('migrate:settingCompletedMigrations:start', { message })
  }

  async savingFinished(message: string, receipt?: unknown): Promise<void> {
    await this.#base.savingFinished(message)
    if (this.#parts.isDryRun) return
    await this.#tell('migrate:settingCompletedMigrations:succeed', { message, receipt })
  }

  async migrationSucceeded(isLast: boolean): Promise<void> {
    await this.#base.migrationSucceeded(isLast)
    if (!this.#events.isHeard) return
    const { interfaceAdapter } = this.#parts.session
    await this.#tell('migrate:migration:succeed', { isLast, interfaceAdapter })
  }

  async migrationFailed(error: unknown): Promise<void> {
    await this.#base.migrationFailed(error)
    await this.#tell('migrate:migration:error', { type: 'migrateErr', error })
  }

  async deploymentStarted(deployment: StartedDeployment): Promise<void> {
    await this.#base.deploymentStarted(deployment)
    if (!this.#events.isHeard) return
    this.#state = { contractName: deployment.contract.contractName }
    this.#started = await this.#describe(deployment)
    await this.#tell('deployment:start', this.#started)
  }

  transactionSent(hash: string): void {
    this.#base.transactionSent(hash)
    const { contractName } = this.#state
    this.#events.tell('deployment:txHash', () => ({ contractName, transactionHash: hash }))
  }

  waited(blocks: number, seconds: number, blockNumber?: number): void {
    this.#base.waited(blocks, seconds, blockNumber)
    const data = { blockNumber, blocksWaited: blocks, secondsWaited: seconds }
    this.#events.tell('deployment:block', () => data)
  }

  async deployed(
    contract: Deployable,
    instance: DeployedInstance,
    receipt?: unknown,
  ): Promise<void> {
    await this.#base.deployed(contract, instance)
    this.#state.receipt = receipt
    await this.#tell('deployment:succeed', { contract, instance, deployed: true, receipt })
  }

  async reused(contract: Deployable, instance: DeployedInstance): Promise<void> {
    await this.#base.reused(contract, instance)
    await this.#tell('deployment:succeed', {
      contract,
      instance,
      deployed: false,
      receipt: undefined,
    })
  }

  async confirmed(count: number, blockNumber: number): Promise<void> {
    await this.#base.confirmed(count, blockNumber)
    await this.#tell('deployment:confirmation', { ...this.#state, num: count, block: blockNumber })
  }

  async deploymentFailed(message: string, error: unknown): Promise<void> {
    await this.#base.deploymentFailed(message, error)
    await this.#tell('deployment:failed', Object.assign(this.#started, { error }))
  }

  refused(message: string, problem: RefusedDeployment): void {
    this.#base.refused(message, problem)
    this.#events.tell('deployment:error', () => problem)
  }

  linking(library: LinkedLibrary): void {
    this.#base.linking(library)
    const data = { ...library, contractAddress: undefined }
    this.#events.tell('deployment:linking', () => data)
  }

  creating(contract: Deployable): void {
    this.#base.creating(contract)
    this.#events.tell('deployment:newContract', () => ({ contract }))
  }

  async #describe({ contract, args, isReplacing }: StartedDeployment): Promise<object> {
    const defaults = contract.defaults()
    const option = (name: string): unknown => argumentOption(args, name) ?? defaults[name]
    const started = {
      state: this.#state,
      contract,
      deployed: isReplacing,
      blockLimit: quantityToHex(await this.#parts.chain.blockGasLimit()),
      gas: option('gas'),
      gasPrice: option('gasPrice'),
      from: option('from'),
    }
    try {
      return { ...started, estimate: await contract.new.estimateGas?.(...args) }
    } catch (error) {
      return { ...started, estimateError: error }
    }
  }

  async #tell(name: string, data: object): Promise<void> {
    const events = this.#events
    if (!events.isHeard) return
    // What was told without waiting comes first.
    await events.settled()
    await events.emit(name, data)
  }
}
