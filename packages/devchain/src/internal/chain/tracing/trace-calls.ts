import type { Crypto } from '../../crypto.js'
import type { CallResult } from '../calls/call.js'
import { type CallSite, planOf } from '../calls/call-engine.js'
import { overrideState } from '../calls/overrides.js'
import { outcomeToResult, runCall } from '../calls/run-call.js'
import type { Executor } from '../execution/executor.js'
import type { World } from '../world.js'
import { observed } from './observed.js'
import { onStateBefore, runTransactions } from './replay.js'
import type { ObservedCall, TraceCallOptions } from './trace-observer.js'

/** Where calls are traced. */
export interface TraceCallSite {
  readonly world: World
  readonly crypto: Crypto
  readonly site: CallSite
  readonly options: TraceCallOptions
}

/**
 * Runs a call and forgets what it did.
 *
 * @throws `CHAIN_TRACE_UNAVAILABLE` when `transactionIndex` is of a block before a fork point
 */
export function traceCall(place: TraceCallSite, call: ObservedCall): Promise<CallResult> {
  return atSite(place, (executor) => runObserved(executor, place, call))
}

/** Runs calls one after the other, each on what those before it did. See {@link traceCall}. */
export function traceCalls(
  place: TraceCallSite,
  calls: readonly ObservedCall[],
): Promise<CallResult[]> {
  return atSite(place, async (executor) => {
    const results: CallResult[] = []
    for (const call of calls) results.push(await runObserved(executor, place, call))
    return results
  })
}

/** Runs `action` on the state on which calls are traced, which is thrown away. */
async function atSite<T>(
  { world, crypto, site, options }: TraceCallSite,
  action: (executor: Executor) => Promise<T>,
): Promise<T> {
  const { transactionIndex: count, stateOverrides = [] } = options
  const run = async (executor: Executor): Promise<T> => {
    await overrideState(executor.state, stateOverrides)
    return action(executor)
  }
  if (count === undefined) return world.ledger.readers.use(site, run)
  return onStateBefore(world, site.block, async (executor) => {
    await runTransactions(executor, site.block, { crypto, observerOf: () => undefined, count })
    return run(executor)
  })
}

function runObserved(
  executor: Executor,
  { crypto, site, options }: TraceCallSite,
  { request, observer }: ObservedCall,
): Promise<CallResult> {
  const plan = planOf(request, { block: site.block, rules: executor.rules }, options)
  const run = async (): Promise<CallResult> =>
    outcomeToResult(await runCall(executor, plan, { crypto }))
  return observed(executor, observer, { ...plan, crypto, run })
}
