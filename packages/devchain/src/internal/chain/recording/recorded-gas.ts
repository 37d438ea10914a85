import type { RecordedGas } from '../../../recording.js'
import type { Execution, ExecutionOutcome } from '../execution/execution.js'
import { intrinsicParts } from '../execution/intrinsic-gas.js'
import type { Rules } from '../rules.js'

/** Takes apart what an execution took. */
export function recordedGas(
  { to, data, accessList, authorizations, intrinsicGas }: Execution,
  { gasUsed, gasSpent, gasRefunded }: ExecutionOutcome,
  rules: Rules,
): RecordedGas {
  const parts = intrinsicParts(
    { isCreation: to === undefined, data, accessList, authorizationCount: authorizations.length },
    rules,
  )
  return {
    gasUsed,
    ...parts,
    execution: gasSpent - intrinsicGas,
    refund: gasRefunded,
    floor: gasUsed - (gasSpent - gasRefunded),
  }
}
