import { Account, type Address } from '@ethereumjs/util'
import { intrinsicGasError } from '../../../errors/transaction.js'
import type { Crypto } from '../../crypto.js'
import { most } from '../bigint-math.js'
import { toChainLog } from '../blocks/chain-log.js'
import type { ExecutionOutcome } from '../execution/execution.js'
import type { Executor } from '../execution/executor.js'
import { type RunOptions, runExecution } from '../execution/run-execution.js'
import { prefetchExecution } from '../fork/prefetch.js'
import type { CallResult } from './call.js'
import type { CallPlan } from './call-execution.js'

/**
 * Runs a call on the state of `executor`, which it changes. A sender who has not what the call costs is
 * given it, as Hardhat does: calls are for asking, also on behalf of accounts without money.
 *
 * @throws `CHAIN_INTRINSIC_GAS`
 */
export async function runCall(
  executor: Executor,
  { execution, block }: CallPlan,
  options: { readonly crypto: Crypto } & Pick<RunOptions, 'reportAccessList' | 'meter'>,
): Promise<ExecutionOutcome> {
  const { intrinsicGas, floorGas, gasLimit } = execution
  const needed = most(intrinsicGas, floorGas)
  if (gasLimit < needed) throw intrinsicGasError(needed, gasLimit)
  const reads = prefetchExecution(executor.state.overlay, execution)
  if (reads !== undefined) await reads
  const costWei = gasLimit * execution.gasPrice + execution.valueWei
  if (costWei > 0n) await fund(executor, execution.sender, costWei)
  return runExecution(executor, execution, { ...options, block })
}

async function fund({ state }: Executor, sender: Address, costWei: bigint): Promise<void> {
  const account = (await state.getAccount(sender)) ?? new Account()
  if (account.balance >= costWei) return
  account.balance = costWei
  await state.putAccount(sender, account)
}

/** The outcome as callers get it. */
export function outcomeToResult(outcome: ExecutionOutcome): CallResult {
  return {
    succeeded: outcome.haltReason === undefined,
    returnData: outcome.returnData,
    gasUsed: outcome.gasUsed,
    haltReason: outcome.haltReason,
    logs: outcome.logs.map(toChainLog),
  }
}
