import { ScaffoldError } from '@scaffold-evm/common'
import type { Connection } from '@scaffold-evm/project'
import { proposalDeploymentError } from '../../errors/proposal.js'
import type { ProposedTransaction, SenderKind, UnsignedFields } from '../../proposing/proposal.js'
import { ChainReader } from '../steps/chain-reader.js'
import type { StepRequest } from '../steps/step.js'
import { isForeignStep } from './foreign.js'
import { createImpersonatingGate } from './impersonating-gate.js'
import { senderKind } from './sender-kind.js'
import type { StepGate } from './step-gate.js'
import { unsignedFields } from './unsigned-fields.js'

/** A step that is to be proposed. */
export interface CollectedStep {
  readonly request: StepRequest
  readonly sender: SenderKind
  readonly unsigned: UnsignedFields | undefined
}

/** Which steps are proposed: those of one foreign sender that come next, or all. */
export type ProposalScope = 'foreign' | 'all'

/** What ends a run on the copy when there is nothing more to collect. */
export const collectedCode = 'MIGRATION_COLLECTED'

/** Collects the steps that a run on a copy of the network does. */
export class CollectingGate implements StepGate {
  readonly takesForeign = true
  readonly resumesProposed = false
  readonly steps: CollectedStep[] = []
  readonly #network: Connection
  readonly #scope: ProposalScope
  readonly #reader: ChainReader
  readonly #impersonating: StepGate

  constructor(network: Connection, copy: Connection, scope: ProposalScope) {
    this.#network = network
    this.#scope = scope
    this.#reader = new ChainReader(copy.provider)
    this.#impersonating = createImpersonatingGate(copy)
  }

  async admit(request: StepRequest): Promise<void> {
    const [first] = this.steps
    const isOf = this.#scope === 'all' || (await isForeignStep(this.#network, request))
    // What comes after somebody else's step waits for it.
    if (first !== undefined && this.#scope === 'foreign' && first.request.from !== request.from) {
      throw new ScaffoldError({ code: collectedCode, message: 'Everything is collected' })
    }
    if (!isOf) return this.#impersonating.admit(request)
    const sender = await senderKind(request.from, this.#reader)
    const isAccount = sender === 'account'
    if (!isAccount && request.content.to === undefined) {
      throw proposalDeploymentError(request.place, request.from)
    }
    await this.#impersonating.admit(request)
    const isReady = !isAccount || request.signed !== undefined
    const unsigned = isReady
      ? undefined
      : await unsignedFields(request, this.#network, this.#reader)
    this.steps.push({ request, sender, unsigned })
  }
}

/** As it is told to others. */
export function toProposed({ request, unsigned }: CollectedStep): ProposedTransaction {
  const { file, id, label, from, content, interfaces, signed } = request
  const { to, valueWei, data } = content
  return { file, id, label, from, to, valueWei, data, interfaces, unsigned, signed }
}
