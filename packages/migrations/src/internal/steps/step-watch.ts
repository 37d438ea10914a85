import type { DeployedContract } from '@scaffold-evm/project'
import type { StepOutcome, StepRequest } from './step.js'

/** Looks on while migrations run. */
export interface StepWatch {
  /** Before a transaction is sent. What it throws stops the run, and the transaction is not sent. */
  beforeSend(request: StepRequest): Promise<void>
  /** After a step is done or was found done. */
  done(request: StepRequest, outcome: StepOutcome): void
  /** After a contract is recorded that another one made. */
  recorded(
    at: {
      readonly file: string
      readonly name: string
      /** Address that was recorded under the name. */
      readonly before: string | undefined
    },
    contract: DeployedContract,
  ): void
}
