import { Mutex, type Reporter } from '@scaffold-evm/common'
import type { Connection, DeployedContract, Project, StepRecord } from '@scaffold-evm/project'
import type { Interface } from 'ethers'
import { migrationNameTakenError, migrationStepDuplicateError } from '../../errors/step.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { StepChange } from '../../migration/step-change.js'
import type { RecordedReport, StepReport } from '../../run/report.js'
import type { UpgradeRehearsal } from '../../upgrade/upgrade-rehearsal.js'
import type { Journal } from '../journal/journal.js'
import { callSite } from '../run/call-site.js'
import type { StepOutcome, StepRequest } from '../steps/step.js'
import type { StepRunner } from '../steps/step-runner.js'
import type { StepWatch } from '../steps/step-watch.js'
import type { MigrationFile } from './find-migrations.js'
import { outdatedIn } from './why-redo.js'

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
  /** Names of contracts that are to be replaced in this run; each is taken out when it was. */
  readonly replacing: Set<string>
  /** Does again what completed files did with contracts that were replaced since. */
  readonly rewire: () => Promise<void>
  readonly watch?: StepWatch | undefined
}

function toReport(
  { id, change }: Pick<StepRequest, 'id' | 'change'>,
  { step, status }: StepOutcome,
): StepReport {
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
  /** What it wants done when all the rest of the run has succeeded. */
  readonly atEnd: (() => Promise<void>)[] = []
  readonly #uses = new Set<string>()
  readonly #names = new Set<string>()
  readonly #ids = new Set<string>()
  readonly #counts = new Map<string, number>()
  readonly #preparing = new Mutex()
  /** Steps under way. */
  readonly #pending = new Set<Promise<unknown>>()
  /** When each of `steps` was asked for. */
  readonly #orders: number[] = []
  #asked = 0
  #hasFailed = false

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

  hasTaken(id: string): boolean {
    return this.#ids.has(id)
  }

  /** @throws `MIGRATION_NAME_TAKEN` when another step or file recorded a contract under this name. */
  assertNameFree(name: string, stepId: string, place: StepPlace): void {
    const { journal } = this.parts
    const known = journal.contract(name)
    const isFirst = !this.#names.has(name)
    this.#names.add(name)
    if (known === undefined) return
    const isOwn = journal.step(this.name, stepId) !== undefined || known.migration === this.name
    if (!(isOwn && isFirst)) throw migrationNameTakenError(name, known, place)
  }

  /** Notes that the file depends on a recorded contract. */
  use(name: string): void {
    this.#uses.add(name)
  }

  /** Names of recorded contracts that it depends on, sorted. */
  get uses(): readonly string[] {
    return [...this.#uses].sort()
  }

  /**
   * Runs what the file does, and waits for all steps that it began. After it failed, none begins.
   */
  async during(action: () => Promise<void> | void): Promise<void> {
    try {
      await action()
    } catch (error) {
      this.#hasFailed = true
      throw error
    } finally {
      while (this.#pending.size > 0) await Promise.allSettled(this.#pending)
    }
  }

  /** What is needed before a step can be asked for: one at a time, so that steps leave in the order in which the file asks for them. */
  prepare<T>(action: () => Promise<T>): Promise<T> {
    return this.#preparing.run(action)
  }

  /** Does a step; several at the same time are sent together, and reported in the order in which they were asked for. */
  async run(asked: StepRequest): Promise<StepOutcome> {
    // Its function is over: nobody is there any more who could take a result or an error.
    if (this.#hasFailed) return new Promise(() => undefined)
    const done = this.#run(asked, this.#asked++)
    this.#pending.add(done)
    return done.finally(() => this.#pending.delete(done))
  }

  async #run(asked: StepRequest, order: number): Promise<StepOutcome> {
    const uses = this.noteUses(asked.content)
    let request: StepRequest = { ...asked, uses, ...this.#redo(asked) }
    let outcome = await this.parts.runner.run(request)
    const outdated = outcome.status === 'kept' ? this.#outdated(asked) : []
    if (outdated.length > 0) {
      // An earlier run had it on its way, with the address of what is not there any more.
      request = { ...asked, uses, again: true, change: this.#changeOf(asked, outdated) }
      outcome = await this.parts.runner.run(request)
    }
    if (request.deploys !== undefined) this.parts.replacing.delete(request.deploys.name)
    this.#report(toReport(request, outcome), order)
    this.parts.watch?.done(request, outcome)
    return outcome
  }

  #report(step: StepReport, order: number): void {
    const next = this.#orders.findIndex((other) => other > order)
    const at = next === -1 ? this.#orders.length : next
    this.#orders.splice(at, 0, order)
    this.steps.splice(at, 0, step)
  }

  /** Whatever has the address of a recorded contract in it depends on that. Gives the names of what is in the data, sorted. */
  noteUses(content: Pick<StepRequest['content'], 'to' | 'data'>): readonly string[] {
    const [to = '', data] = [content.to?.toLowerCase(), content.data.toLowerCase()]
    const contracts = Object.entries(this.parts.journal.record.contracts)
    const named = contracts.map(([name, it]) => ({ name, address: it.address.toLowerCase() }))
    const inData = named.filter(({ address }) => data.includes(address.slice(2)))
    const used = [...inData, ...named.filter(({ address }) => address === to)]
    for (const { name } of used) this.use(name)
    return inData.map(({ name }) => name).sort()
  }

  /** Why a step that is done is to be done again, if it is. */
  #redo(request: StepRequest): Pick<StepRequest, 'again' | 'change'> | undefined {
    const { journal, replacing } = this.parts
    const { file, id, deploys } = request
    if (journal.step(file, id)?.status !== 'confirmed') return undefined
    const made = deploys === undefined ? undefined : journal.contract(deploys.name)
    const isAsked = deploys !== undefined && replacing.has(deploys.name) && made?.migration === file
    const outdated = this.#outdated(request)
    if (!isAsked && outdated.length === 0) return undefined
    return { again: true, change: this.#changeOf(request, isAsked ? [] : outdated) }
  }

  /** Names of replaced contracts whose old address a step that is done has in it. */
  #outdated(request: StepRequest): readonly string[] {
    const { journal } = this.parts
    const step = journal.step(request.file, request.id)
    return step?.status === 'confirmed' ? outdatedIn(journal.record, step, request) : []
  }

  #changeOf(request: StepRequest, outdated: readonly string[]): StepChange {
    const { deploys, label, change } = request
    const why = outdated.length === 0 ? 'as asked for' : `${outdated.join(', ')} was replaced`
    if (change !== undefined) return change
    if (deploys === undefined) return { action: 'call', subject: label, why }
    const from = this.parts.journal.contract(deploys.name)?.address
    return { action: 'replace', subject: deploys.name, why, from }
  }

  /** Whether it changed anything. */
  get hasDone(): boolean {
    return this.recorded.length > 0 || this.steps.some((step) => step.status === 'done')
  }

  /** A step of an earlier run that is done whatever the file now says of it. */
  keep(id: string, step: StepRecord): void {
    this.#ids.add(id)
    const request = { id, change: undefined }
    const outcome: StepOutcome = { status: 'kept', step, hash: step.transactionHash }
    this.#report(toReport(request, outcome), this.#asked++)
  }

  /** Adds to the report of a step what a rehearsal of it showed. */
  addRehearsals(id: string, rehearsals: readonly UpgradeRehearsal[]): void {
    const index = this.steps.findLastIndex((step) => step.id === id)
    const step = this.steps[index]
    if (step !== undefined) this.steps[index] = { ...step, rehearsals }
  }

  /** Steps of earlier runs whose place later ones took. What is still under way is not past. */
  claimPast(isPast: (id: string) => boolean): void {
    const recorded = Object.entries(this.parts.journal.steps(this.name))
    for (const [id, { status }] of recorded) {
      if (status === 'confirmed' && isPast(id)) this.#ids.add(id)
    }
  }

  /** Ids of steps that an earlier run took and this one did not ask for. */
  untakenSteps(): readonly string[] {
    const recorded = Object.keys(this.parts.journal.steps(this.name))
    return recorded.filter((id) => !this.#ids.has(id))
  }

  /** @throws `MIGRATION_NAME_TAKEN` when another file recorded something else under this name, or this one twice. */
  assertRecordable(name: string, address: string, place: StepPlace): void {
    const known = this.parts.journal.contract(name)
    const isFirst = !this.#names.has(name)
    this.#names.add(name)
    if (known === undefined || (known.migration === this.name && isFirst)) return
    const isSame = known.migration === this.name && known.address === address
    if (!isSame) throw migrationNameTakenError(name, known, place)
  }

  async record(name: string, contract: DeployedContract): Promise<void> {
    const { journal } = this.parts
    const { address, origin, codeDigest } = contract
    const known = journal.contract(name)
    if (known?.address === address && known.codeDigest === codeDigest) return
    await journal.saveContract(name, contract)
    this.recorded.push({ name, contract: contract.contract, address, origin })
    this.parts.watch?.recorded({ file: this.name, name, before: known?.address }, contract)
  }
}
