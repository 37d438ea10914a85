import type { Connection, StepRecord } from '@scaffold-evm/project'
import { proposalPendingError } from '../../errors/proposal.js'
import type { StepRequest } from '../steps/step.js'
import { isForeignStep } from './foreign.js'

/** Looks at each step before it is sent. */
export interface StepGate {
  /** Whether steps of accounts that are not ours are taken, too. */
  readonly takesForeign: boolean
  /** Whether what was proposed to others, and we can sign, is sent with the nonce it has there, so that it happens once. */
  readonly resumesProposed: boolean
  /**
   * @param known - What is recorded of it.
   * @throws when it is not to be sent.
   */
  admit(request: StepRequest, known?: StepRecord): Promise<void>
}

/** Lets through what we can sign, or were not told that others do. */
export function createOwnGate(connection: Connection): StepGate {
  return {
    takesForeign: false,
    resumesProposed: true,
    async admit(request, known) {
      if (known?.status !== 'proposed' || !(await isForeignStep(connection, request))) return
      throw proposalPendingError(request.place, known)
    },
  }
}
