import { Mutex, type Reporter } from '@scaffold-evm/common'
import { type Connection, explainFailure, type StepRecord } from '@scaffold-evm/project'
import { migrationAbortedError } from '../../errors/run.js'
import { migrationRejectedError, migrationRevertedError } from '../../errors/step.js'
import { digestTransaction } from '../files/digest.js'
import type { Journal } from '../journal/journal.js'
import type { StepGate } from '../proposals/step-gate.js'
import { createBroadcaster } from './broadcast.js'
import { ChainReader } from './chain-reader.js'
import { chooseNonce } from './choose-nonce.js'
import { confirmStep } from './confirm-step.js'
import { explainStepError } from './explain-step.js'
import { type Outcome, Pursuit } from './pursuit.js'
import type { StepOutcome, StepRequest } from './step.js'
import type { StepContext } from './step-context.js'
import { StepFailures } from './step-failures.js'
import type { StepWatch } from './step-watch.js'

/** What a run of migrations sends with. */
export interface StepRunnerParts {
  readonly connection: Connection
  readonly journal: Journal
  readonly reporter: Reporter
  readonly warn: (text: string) => void
  readonly signal: AbortSignal | undefined
  readonly gate: StepGate
  readonly watch?: StepWatch | undefined
}

/** How often a step may lose its nonce to others before it is given up. */
const mostLosses = 5

/** Runs what sends when all that was to be sent before has left. */
type Turn = <T>(action: () => Promise<T>) => Promise<T>

/** Does each step once, however often it is asked for and whatever interrupted earlier runs. */
export class StepRunner {
  readonly #context: StepContext
  readonly #mutex = new Mutex()
  /** A step does not leave after one that failed while it was waiting. */
  readonly #failures = new StepFailures()
  #afterBlock: Promise<number> | undefined

  constructor(parts: StepRunnerParts) {
    this.#context = {
      ...parts,
      reader: new ChainReader(parts.connection.provider),
      broadcaster: createBroadcaster(parts.connection),
      usedNonces: new Map(),
    }
  }

  /** Whether steps of accounts that are not ours are taken, too. */
  get takesForeign(): boolean {
    return this.#context.gate.takesForeign
  }

  /**
   * Steps that are asked for at the same time leave one after the other, so that nonces follow each other and
   * the record is true at every moment, and are waited for together. When one fails, those that did not leave
   * before do not any more.
   */
  async run(request: StepRequest): Promise<StepOutcome> {
    this.#assertNotStopped(request)
    const earlier = this.#failures.count
    const inTurn: Turn = (action) =>
      this.#mutex.run(async () => {
        await this.#assertRunning(request, earlier)
        // Counted before the next one has its turn.
        return action().catch((error: unknown) => {
          this.#failures.add()
          throw error
        })
      })
    try {
      const isAlone = this.#runsAlone(request)
      return await (isAlone
        ? inTurn(() => this.#runStep(request, (action) => action()))
        : this.#runStep(request, inTurn))
    } catch (error) {
      this.#failures.add()
      this.#assertNotStopped(request)
      throw await this.#failures.explain(explainStepError(error, request, this.#context))
    }
  }

  /** A chain in the process mines at once; what became of a transaction of an earlier run decides which nonces are free. */
  #runsAlone({ file, id }: StepRequest): boolean {
    const { connection, journal } = this.#context
    const known = journal.step(file, id)
    const isOpen = known !== undefined && known.status !== 'confirmed'
    return connection.type === 'in-process' || isOpen
  }

  #assertNotStopped({ file }: StepRequest): void {
    const { signal, journal } = this.#context
    if (signal?.aborted === true) throw migrationAbortedError(file, journal.path)
  }

  async #assertRunning(request: StepRequest, failures: number): Promise<void> {
    this.#assertNotStopped(request)
    if (failures === this.#failures.count) return
    await this.#failures.told()
    throw migrationAbortedError(request.file, this.#context.journal.path)
  }

  async #runStep(request: StepRequest, inTurn: Turn): Promise<StepOutcome> {
    const { journal, reporter, warn, gate } = this.#context
    const known = journal.step(request.file, request.id)
    const isAnew = known?.status === 'proposed' && !gate.resumesProposed
    const isDone = known?.status === 'confirmed'
    if (isDone && request.again !== true) return this.#keep(known, request)
    reporter.progress(`${request.file}: ${request.place.step}`)
    const isNew = known === undefined || isDone || isAnew
    if (!isNew) await gate.admit(request, known)
    let pursuit = isNew
      ? await inTurn(async () => {
          await gate.admit(request, known)
          return this.#begin(request, isDone ? known : undefined)
        })
      : this.#resume(request, known)
    for (let losses = 0; ; losses++) {
      const outcome = await pursuit.settle()
      if (outcome.status === 'mined' && outcome.receipt.succeeded) {
        return this.#finish(request, pursuit, outcome)
      }
      await pursuit.forget()
      const isEarlier = !pursuit.hasSent
      if (outcome.status === 'mined' && !isEarlier) throw await this.#failure(request, outcome)
      if (outcome.status === 'taken') this.#tellTaken(request, outcome, losses)
      else
        warn(
          `${request.file}: ${request.place.step} of an earlier run failed (${outcome.hash}); it is sent again`,
        )
      pursuit = await inTurn(() => this.#begin(request, isDone ? known : undefined))
    }
  }

  #tellTaken(
    request: StepRequest,
    { by }: Extract<Outcome, { status: 'taken' }>,
    losses: number,
  ): void {
    const { journal, warn } = this.#context
    // Another step of ours needs no explanation.
    if (journal.isOfOther(by.hash, request)) return
    if (losses >= mostLosses) {
      const reason = `something else keeps using the nonces of ${by.from}`
      throw migrationRejectedError(request.place, reason, undefined)
    }
    warn(
      `${request.file}: the transaction of "${request.id}" was replaced by another: ${by.hash} has its nonce ${by.nonce}; it is sent anew`,
    )
  }

  /** @param before - What was done of the step already, when it is done again. */
  async #begin(request: StepRequest, before: StepRecord | undefined): Promise<Pursuit> {
    const nonce = await chooseNonce(request, this.#context)
    const step = await this.#openStep(request, nonce)
    const pursuit = new Pursuit({ request, step, before }, this.#context)
    await pursuit.launch()
    return pursuit
  }

  #resume(request: StepRequest, known: StepRecord): Pursuit {
    // What a node answered to an earlier run, it may have forgotten: looked at before anything else.
    const { makes: _, ...own } = known
    const step: StepRecord = { ...own, status: 'intended' }
    return new Pursuit({ request, step, before: undefined }, this.#context)
  }

  async #finish(
    request: StepRequest,
    pursuit: Pursuit,
    mined: Extract<Outcome, { status: 'mined' }>,
  ): Promise<StepOutcome> {
    const step = await confirmStep(pursuit.step, { ...mined, request }, this.#context)
    if (!pursuit.hasSent) return this.#keep(step, request)
    return { status: 'done', step, hash: mined.hash }
  }

  #keep(step: StepRecord, request: StepRequest): StepOutcome {
    if (step.digest !== digestTransaction(request.content) && this.#isTold(request)) {
      this.#context.warn(
        `${request.file}: "${request.id}" has changed since it was done (then ${step.label}, now ${request.label}). ` +
          'What is on the chain is kept; to do it anew, give the step another id, write a new migration, or use --reset',
      )
    }
    return { status: 'kept', step, hash: step.transactionHash }
  }

  /** Changed code is told of by itself, once for all files; of a deployment the arguments are left. */
  #isTold({ file, deploys }: StepRequest): boolean {
    if (deploys === undefined) return true
    const made = this.#context.journal.contract(deploys.name)
    if (made === undefined) return true
    const { args = [] } = deploys.contract
    return made.migration === file && JSON.stringify(made.args ?? []) !== JSON.stringify(args)
  }

  async #openStep(request: StepRequest, nonce: number): Promise<StepRecord> {
    const { kind, from, label, content, deploys, uses = [] } = request
    const digest = digestTransaction(content)
    const name = deploys === undefined ? {} : { name: deploys.name }
    const to = kind === 'deploy' || content.to === undefined ? {} : { to: content.to }
    const used = kind === 'deploy' || uses.length === 0 ? {} : { uses }
    const what = { label, ...name, ...to, ...used }
    const open = { kind, status: 'intended', ...what, from, nonce, digest } as const
    const { connection, reader } = this.#context
    if (connection.type === 'in-process') return open
    // Once a run is enough: it is only a place to begin looking from.
    this.#afterBlock ??= reader.blockNumber()
    return { ...open, afterBlock: await this.#afterBlock }
  }

  async #failure(
    request: StepRequest,
    { hash, receipt }: Extract<Outcome, { status: 'mined' }>,
  ): Promise<Error> {
    const { connection } = this.#context
    const tx = await connection.ethersProvider.getTransaction(hash)
    const isOutOfGas = tx !== null && receipt.gasUsed === tx.gasLimit
    const reason =
      tx === null
        ? 'was mined and failed'
        : isOutOfGas
          ? `ran out of gas (limit ${tx.gasLimit})`
          : await explainFailure(connection.provider, tx, request.interfaces)
    return migrationRevertedError(request.place, { reason, transactionHash: hash })
  }
}
