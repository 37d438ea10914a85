import type { DeployedContract, StepRecord } from '@scaffold-evm/project'
import type { PlannedRecord, PlannedStep } from '../../planning/migration-plan.js'
import { digestTransaction } from '../files/digest.js'
import type { StepOutcome, StepRequest } from '../steps/step.js'
import type { StepWatch } from '../steps/step-watch.js'
import { PlannedAddresses } from './planned-addresses.js'

/** A step that a run took, with what it stands for. */
export interface SeenStep {
  readonly request: StepRequest
  readonly planned: PlannedStep
}

/** A step that is done and that the file now says otherwise. */
export interface OutdatedStep {
  readonly request: StepRequest
  /** What it was, e.g. `Token(1)`. */
  readonly before: string
}

/** What a step is in all runs. */
export function keyOfStep({ file, id }: Pick<StepRequest, 'file' | 'id'>): string {
  return `${file}: ${id}`
}

/** What a contract is in all runs that another one makes. */
export function keyOfRecord({ file, name }: Pick<PlannedRecord, 'file' | 'name'>): string {
  return `${file}: record ${name}`
}

/** Called with a step that is about to be sent, and its digest. */
export type PrepareStep = (request: StepRequest, digest: PlannedStep['digest']) => Promise<void>

/** Keeps what a run sends, as a plan has it. */
export class PlanWatch implements StepWatch {
  readonly sent: SeenStep[] = []
  readonly outdated: OutdatedStep[] = []
  readonly made: PlannedRecord[] = []
  readonly #addresses = new PlannedAddresses()
  readonly #digests = new Map<string, PlannedStep['digest']>()
  /** Keys of steps that were found done. */
  readonly kept: Set<string> = new Set()
  readonly #prepare: PrepareStep
  #expected: { readonly keys: ReadonlySet<string>; readonly afterBlock: number } | undefined

  /** @param prepare - Awaited before a step is sent. */
  constructor(prepare: PrepareStep = async () => undefined) {
    this.#prepare = prepare
  }

  /** Takes an address for what stands for it in the plan: an earlier run that was interrupted made it. */
  learn(address: string, what: string): void {
    this.#addresses.learn(address, what)
  }

  /** Steps of a plan that may be done by now: sent by an earlier run of it, and mined since. */
  expect(keys: readonly string[], afterBlock: number): void {
    this.#expected = { keys: new Set(keys), afterBlock }
  }

  async beforeSend(request: StepRequest): Promise<void> {
    const digest = this.#addresses.digest(request.content)
    this.#digests.set(keyOfStep(request), digest)
    await this.#prepare(request, digest)
  }

  done(request: StepRequest, { step, status }: StepOutcome): void {
    const digest = this.#digests.get(keyOfStep(request))
    if (digest === undefined) {
      this.#noteKept(request, step)
      const isOther = status === 'kept' && step.digest !== digestTransaction(request.content)
      if (isOther) this.outdated.push({ request, before: step.label })
      return
    }
    const { file, id, kind, label, from, content } = request
    const { address, gasUsed = 0 } = step
    if (address !== undefined) this.#addresses.learn(address, keyOfStep(request))
    const planned: PlannedStep = {
      file,
      id,
      kind,
      label,
      from,
      to: content.to,
      valueWei: content.valueWei,
      gas: BigInt(gasUsed),
      address,
      digest,
    }
    this.sent.push({ request, planned })
  }

  #noteKept(request: StepRequest, { address, blockNumber = 0 }: StepRecord): void {
    const key = keyOfStep(request)
    this.kept.add(key)
    const isNew = blockNumber > (this.#expected?.afterBlock ?? Number.POSITIVE_INFINITY)
    if (address !== undefined && isNew && this.#expected?.keys.has(key) === true) {
      this.#addresses.learn(address, key)
    }
  }

  recorded(at: PlannedRecord, { address }: DeployedContract): void {
    this.made.push(at)
    this.#addresses.learn(address, keyOfRecord(at))
  }
}
