import type { ExecutionRecording, RecordOptions } from '../../../recording.js'
import { planOf } from '../calls/call-engine.js'
import { overrideState } from '../calls/overrides.js'
import type { TraceCallSite } from '../tracing/trace-calls.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'
import { record } from './record.js'

/** Records a call. */
export function recordCall(
  place: TraceCallSite,
  request: TransactionRequest,
  options: RecordOptions,
): Promise<ExecutionRecording> {
  const { world, site, crypto } = place
  return world.ledger.readers.useSealing(site, async (executor) => {
    await overrideState(executor.state, place.options.stateOverrides ?? [])
    const plan = planOf(request, { block: site.block, rules: executor.rules }, place.options)
    return record(executor, { ...plan, crypto }, options)
  })
}
