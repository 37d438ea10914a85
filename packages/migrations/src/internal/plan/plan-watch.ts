import type { DeployedContract } from '@scaffold-evm/project'
import type { PlannedStep } from '../../migration-plan.js'
import { digestTransaction } from '../digest.js'
import type { StepOutcome, StepRequest } from '../step.js'
import type { StepWatch } from '../step-watch.js'
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

function keyOf({ file, id }: Pick<StepRequest, 'file' | 'id'>): string {
  return `${file}: ${id}`
}

/** Keeps what a run sends, as a plan has it. */
export class PlanWatch implements StepWatch {
  readonly sent: SeenStep[] = []
  readonly outdated: OutdatedStep[] = []
  readonly #addresses = new PlannedAddresses()
  readonly #digests = new Map<string, PlannedStep['digest']>()
  readonly #prepare: (request: StepRequest) => Promise<void>

  /** @param prepare - Called before a step is sent, with its digest; awaited. */
  constructor(prepare: (request: StepRequest) => Promise<void> = async () => undefined) {
    this.#prepare = prepare
  }

  /** What a step is, with what stands for the addresses that this run made so far. */
  digest(request: StepRequest): PlannedStep['digest'] {
    return this.#addresses.digest(request.content)
  }

  async beforeSend(request: StepRequest): Promise<void> {
    this.#digests.set(keyOf(request), this.digest(request))
    await this.#prepare(request)
  }

  done(request: StepRequest, { step, status }: StepOutcome): void {
    const digest = this.#digests.get(keyOf(request))
    if (digest === undefined) {
      const isOther = status === 'kept' && step.digest !== digestTransaction(request.content)
      if (isOther) this.outdated.push({ request, before: step.label })
      return
    }
    const { file, id, kind, label, from, content } = request
    const { address, gasUsed = 0 } = step
    if (address !== undefined) this.#addresses.learn(address, keyOf(request))
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

  recorded({ file, name }: { file: string; name: string }, { address }: DeployedContract): void {
    this.#addresses.learn(address, `${file}: record ${name}`)
  }
}
