import type { Log } from '@ethereumjs/evm'
import { insufficientFundsError, intrinsicGasError } from '../../../errors.js'
import type { Crypto } from '../../crypto.js'
import { most } from '../bigint-math.js'
import type { ExecutionOutcome } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { type RunOptions, runExecution } from '../execution/run-execution.js'
import type { CallResult, ChainLog } from '../types.js'
import type { CallPlan } from './call-execution.js'

/**
 * Runs a call on the state of `executor`, which it changes.
 *
 * @throws `CHAIN_INSUFFICIENT_FUNDS`, `CHAIN_INTRINSIC_GAS`
 */
export async function runCall(
  executor: Executor,
  { execution, block, costWei }: CallPlan,
  options: { readonly crypto: Crypto } & Pick<RunOptions, 'reportAccessList'>,
): Promise<ExecutionOutcome> {
  const { intrinsicGas, floorGas, gasLimit } = execution
  const needed = most(intrinsicGas, floorGas)
  if (gasLimit < needed) throw intrinsicGasError(needed, gasLimit)
  if (costWei > 0n) {
    const balance = (await executor.state.getAccount(execution.sender))?.balance ?? 0n
    if (balance < costWei) throw insufficientFundsError(costWei, balance)
  }
  return runExecution(executor, execution, { ...options, block })
}

/** The outcome as callers get it. */
export function outcomeToResult(outcome: ExecutionOutcome): CallResult {
  return {
    succeeded: outcome.haltReason === undefined,
    returnData: outcome.returnData,
    gasUsed: outcome.gasUsed,
    haltReason: outcome.haltReason,
    logs: outcome.logs.map(logToChainLog),
  }
}

function logToChainLog([address, topics, data]: Log): ChainLog {
  return { address, topics, data }
}
