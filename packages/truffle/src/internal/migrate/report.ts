import { quantityToHex } from '@scaffold-evm/common'
import type { ChainReader } from './chain-reader.js'
import type { Deployable, DeployedInstance } from './deployable.js'
import { type DeploymentCost, readDeploymentCost } from './deployment-cost.js'
import type {
  LinkedLibrary,
  MigrationListener,
  PlannedMigration,
  StartedDeployment,
  StartedMigration,
} from './migration-listener.js'
import { weiToEther } from './quantity-text.js'
import {
  confirmationText,
  deploymentText,
  fileHeading,
  fileSummary,
  linkText,
  pauseText,
  reuseText,
  reviewText,
  runHeading,
  runSummary,
  statusLine,
  transactionLine,
  underlined,
  waitText,
} from './report-text.js'

/** Where a report goes. */
export interface ReportOutput {
  line(text: string): void
  /** To where diagnostics go. */
  error(text: string): void
  /** A passing state; without text it is over. */
  wait(text?: string): void
}

/** What a report says besides what happened. */
export interface ReportOptions {
  readonly chain: ChainReader
  readonly isDryRun: boolean
  readonly confirmations: number
  /** Adds `MIGRATION_STATUS` lines for programs. */
  readonly describesJson: boolean
}

/** Prints what migrations do, as Truffle prints it. */
export class MigrationReport implements MigrationListener {
  readonly #output: ReportOutput
  readonly #options: ReportOptions
  #file = { number: 0, costWei: 0n, deployments: 0 }
  #total = { costWei: 0n, deployments: 0 }
  /** What is shown while a transaction is awaited. */
  #waiting: string | undefined

  constructor(output: ReportOutput, options: ReportOptions) {
    this.#output = output
    this.#options = options
  }

  runStarted(migrations: readonly PlannedMigration[]): void {
    const data = { migrations, dryRun: this.#options.isDryRun }
    this.#output.line(this.#status('preAllMigrations', data))
  }

  runFinished(error: string | null): void {
    this.#output.line(this.#status('postAllMigrations', { dryRun: this.#options.isDryRun, error }))
  }

  async migrationStarted(migration: StartedMigration): Promise<void> {
    const { chain, isDryRun, describesJson } = this.#options
    this.#file = { number: migration.number, costWei: 0n, deployments: 0 }
    const limit = migration.isFirst || describesJson ? await chain.blockGasLimit() : 0n
    const heading = migration.isFirst ? runHeading(migration, limit, isDryRun) : ''
    const status = this.#statusBefore('preMigrate', {
      ...migration,
      blockLimit: quantityToHex(limit),
    })
    this.#output.line(`${heading}${status}${fileHeading(migration.file)}`)
  }

  savingStarted(message: string): void {
    if (!this.#options.isDryRun) this.#output.wait(message)
  }

  savingFinished(message: string): void {
    if (this.#options.isDryRun) return
    this.#output.wait()
    this.#output.line(`   > ${message}`)
  }

  migrationSucceeded(isLast: boolean): void {
    const { number, costWei, deployments } = this.#file
    this.#total.costWei += costWei
    this.#total.deployments += deployments
    const cost = weiToEther(costWei)
    const saving = deployments > 0 && !this.#options.isDryRun ? '   > Saving artifacts\n' : ''
    const status = this.#statusAfter('postMigrate', { number, cost, valueUnit: 'ETH' })
    this.#output.line(`${saving}${fileSummary(cost)}${status}${isLast ? this.#summary() : ''}`)
  }

  migrationFailed(): void {
    this.#output.line(reviewText)
  }

  deploymentStarted({ contract, isReplacing }: StartedDeployment): void {
    const { contractName } = contract
    const status = isReplacing
      ? this.#statusBefore('replacing', { contractName, priorAddress: contract.address })
      : this.#statusBefore('deploying', { contractName })
    const heading = underlined(`${isReplacing ? 'Replacing' : 'Deploying'} '${contractName}'`)
    this.#output.line(`${status}${heading}`)
  }

  transactionSent(hash: string): void {
    if (this.#options.isDryRun) return
    this.#output.line(transactionLine(hash))
    this.waited(0, 0)
  }

  waited(blocks: number, seconds: number): void {
    if (this.#options.isDryRun) return
    this.#waiting = waitText(blocks, seconds)
    this.#output.wait(this.#waiting)
  }

  async deployed(contract: Deployable, instance: DeployedInstance): Promise<void> {
    const { chain } = this.#options
    const cost = await readDeploymentCost(chain, instance.transactionHash ?? '')
    this.#output.wait()
    if (cost === undefined) return
    this.#file.costWei += cost.costWei
    this.#file.deployments += 1
    this.#output.line(this.#deployedText(contract, cost))
    this.#waiting = undefined
  }

  reused(contract: Deployable): void {
    const { contractName, address } = contract
    const status = this.#statusBefore('reusing', { contractName, address })
    this.#output.line(`${status}${reuseText(contractName, address)}`)
  }

  confirmed(count: number, blockNumber: number): void {
    this.#output.line(confirmationText(count, blockNumber))
  }

  deploymentFailed(message: string): void {
    if (this.#waiting !== undefined) this.#output.wait(this.#waiting)
    this.#output.wait()
    this.#waiting = undefined
    this.#output.line(message)
  }

  refused(message: string): void {
    this.#output.error(message)
  }

  linking(library: LinkedLibrary): void {
    this.#output.line(linkText(library, this.#options.isDryRun))
  }

  creating(contract: Deployable): void {
    this.#output.line(`Creating new instance of ${contract.contractName}`)
  }

  #deployedText({ contractName }: Deployable, cost: DeploymentCost): string {
    const { isDryRun, confirmations } = this.#options
    const waited = this.#waiting === undefined ? '' : `   > ${this.#waiting}\n`
    const pause = confirmations === 0 ? '' : pauseText(confirmations)
    const status = this.#status('deployed', describeDeployed(contractName, cost))
    return `${waited}${deploymentText(cost, isDryRun)}${pause}${status}`
  }

  #summary(): string {
    const { costWei, deployments } = this.#total
    const finalCost = weiToEther(costWei)
    const data = { totalDeployments: String(deployments), finalCost }
    return `${runSummary(deployments, finalCost)}${this.#statusAfter('lastMigrate', data)}`
  }

  #status(status: string, data: unknown): string {
    return this.#options.describesJson ? statusLine(status, data) : ''
  }

  #statusBefore(status: string, data: unknown): string {
    return this.#options.describesJson ? `${statusLine(status, data)}\n` : ''
  }

  #statusAfter(status: string, data: unknown): string {
    return this.#options.describesJson ? `\n${statusLine(status, data)}\n` : ''
  }
}

/** For programs: what Truffle's objects look like as JSON. */
function describeDeployed(contractName: string, cost: DeploymentCost): unknown {
  const { transactionHash, contractAddress, gasUsed, timestampSec, from } = cost
  return {
    contract: { contractName, address: contractAddress },
    deployed: true,
    receipt: { transactionHash, gasUsed: Number(gasUsed) },
    timestamp: Number(timestampSec),
    from,
    balance: cost.balance,
    gasUnit: 'gwei',
    gasPrice: cost.gasPrice,
    gas: gasUsed.toString(16),
    valueUnit: 'ETH',
    value: cost.value,
    cost: cost.cost,
  }
}
