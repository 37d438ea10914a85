import { callFailedError } from '../../../errors/chain.js'
import { most } from '../bigint-math.js'
import type { ExecutionOutcome } from '../execution/execution.js'

/** Runs the call with a gas limit, each time from the same state. */
export type RunWithGas = (gasLimit: bigint) => Promise<ExecutionOutcome>

/** How an estimate is made. */
export interface Estimation {
  readonly run: RunWithGas
  /** What is known to be needed. */
  readonly leastGas: bigint
  readonly mostGas: bigint
}

/**
 * The least gas limit, of `leastGas` to `mostGas`, with which a call succeeds. Two runs are enough unless
 * the call leaves gas to its own calls: then it is searched for by halving.
 *
 * @throws `CHAIN_CALL_FAILED` when it fails with `mostGas`
 */
export async function estimateGas({ run, leastGas, mostGas }: Estimation): Promise<bigint> {
  const outcome = await runWhole(run, mostGas)
  // Before refunds: what was refunded in the end had to be there first.
  const spent = most(leastGas, most(outcome.gasSpent, outcome.gasUsed))
  return enoughFrom(spent, run, mostGas)
}

/** The outcome with as much gas as there may be. @throws `CHAIN_CALL_FAILED` */
export async function runWhole(run: RunWithGas, mostGas: bigint): Promise<ExecutionOutcome> {
  const outcome = await run(mostGas)
  if (outcome.haltReason === undefined) return outcome
  throw callFailedError(outcome.haltReason, outcome.returnData)
}

/** `guess` if that is enough, else the least that is; `mostGas` is. */
export async function enoughFrom(guess: bigint, run: RunWithGas, mostGas: bigint): Promise<bigint> {
  if (guess >= mostGas) return mostGas
  if (await succeeds(run, guess)) return guess
  return search(run, guess, mostGas)
}

/** `failing` is known to be too little, `succeeding` to be enough. */
async function search(run: RunWithGas, failing: bigint, succeeding: bigint): Promise<bigint> {
  let low = failing
  let high = succeeding
  // Nearly always the frames called lack the 64th that EIP-150 holds back, and no more.
  const likely = (failing * 64n) / 63n + 2_300n
  let next = likely < high ? likely : (low + high) / 2n
  while (high - low > 1n) {
    if (await succeeds(run, next)) high = next
    else low = next
    next = (low + high) / 2n
  }
  return high
}

async function succeeds(run: RunWithGas, gasLimit: bigint): Promise<boolean> {
  return (await run(gasLimit)).haltReason === undefined
}
