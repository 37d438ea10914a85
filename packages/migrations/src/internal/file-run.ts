import type { Reporter } from '@scaffold-evm/common'
import type { Connection, DeployedContract, Project } from '@scaffold-evm/project'
import type { Interface } from 'ethers'
import { migrationNameTakenError, migrationStepDuplicateError, type StepPlace } from '../errors.js'
import type { RecordedReport, StepReport } from '../report.js'
import { callSite } from './call-site.js'
import type { MigrationFile } from './find-migrations.js'
import type { Journal } from './journal.js'
import type { StepOutcome, StepRequest } from './step.js'
import type { StepRunner } from './step-runner.js'

/** What a run of one file works with. */
export interface FileRunParts {
  readonly project: Project
  readonly connection: Connection
  readonly journal: Journal
  readonly runner: StepRunner
  readonly reporter: Reporter
  readonly warn: (text: string) => void
  readonly file: MigrationFile
  readonly isDryRun: boolean
}

function toReport({ id, change }: StepRequest, { step, status }: StepOutcome): StepReport {
  return {
    id,
    kind: step.kind,
    label: step.label,
    status,
    name: step.name,
    address: step.address,
    transactionHash: step.transactionHash,
    gasUsed: BigInt(step.gasUsed ?? 0),
    gasPriceWei: BigInt(step.gasPriceWei ?? 0),
    change,
  }
}

/** One file while it runs: which steps it has taken, and what its contracts may fail with. */
export class FileRun {
  readonly parts: FileRunParts
  readonly steps: StepReport[] = []
  readonly recorded: RecordedReport[] = []
  readonly interfaces: Interface[] = []
  readonly #ids = new Set<string>()
  readonly #counts = new Map<string, number>()

  constructor(parts: FileRunParts) {
    this.parts = parts
  }

  get name(): string {
    return this.parts.file.name
  }

  /** Where the user's code is now. To be called before the first `await`. */
  place(step: string): StepPlace {
    const { journal, project } = this.parts
    return { file: this.name, step, source: callSite(project.root), recordPath: journal.path }
  }

  /** The id of a step that was given none: what it does, and how often this file did that before. */
  nextId(what: string): string {
    const count = (this.#counts.get(what) ?? 0) + 1
    this.#counts.set(what, count)
    return count === 1 ? what : `${what} #${count}`
  }

  /** @throws `MIGRATION_STEP_DUPLICATE`. */
  claimId(id: string, place: StepPlace): void {
    if (this.#ids.has(id)) throw migrationStepDuplicateError(id, place)
    this.#ids.add(id)
  }

  /** @throws `MIGRATION_NAME_TAKEN` when another step or file recorded a contract under this name. */
  assertNameFree(name: string, stepId: string, place: StepPlace): void {
    const known = this.parts.journal.contract(name)
    if (known === undefined) return
    const isDone =
      this.parts.journal.step(this.name, stepId) !== undefined ||
      (known.migration === this.name && known.origin !== undefined)
    if (!isDone || this.#ids.has(stepId)) throw migrationNameTakenError(name, known, place)
  }

  async run(request: StepRequest): Promise<StepOutcome> {
    const outcome = await this.parts.runner.run(request)
    this.steps.push(toReport(request, outcome))
    return outcome
  }

  /** Ids of steps that an earlier run took and this one did not ask for. */
  untakenSteps(): readonly string[] {
    const recorded = Object.keys(this.parts.journal.steps(this.name))
    return recorded.filter((id) => !this.#ids.has(id))
  }

  async record(name: string, contract: DeployedContract): Promise<void> {
    await this.parts.journal.saveContract(name, contract)
    const { address, origin } = contract
    this.recorded.push({ name, contract: contract.contract, address, origin })
  }
}
