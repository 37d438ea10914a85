import type { Crypto } from '../../crypto.js'
import type { AccountData } from '../../state/records.js'
import { applyAuthorizations } from './authorizations.js'
import { changeAccount, deleteAccount } from './change-account.js'
import type { EngineMessage, EngineResult } from './engine.js'
import type { EvmBlock } from './evm-block.js'
import type { Execution, ExecutionOutcome } from './execution.js'
import type { MeteredRun } from './execution-meter.js'
import type { Executor } from './executor.js'

/** Options of {@link runExecution}. */
export interface RunOptions {
  readonly block: EvmBlock
  readonly crypto: Crypto
  /** Whether the outcome has the addresses and slots that were touched. @default false */
  readonly reportAccessList?: boolean | undefined
  /** Who measures what its calls take; undefined is nobody. */
  readonly meter?: MeteredRun | undefined
}

/**
 * Charges, runs and refunds `execution`, whose validity has been checked, on the state of `executor`.
 * What @ethereumjs/vm's `runTx` does, less what no fork before Amsterdam needs; a differential test
 * holds the two together. Whoever catches what this throws has to reset the executor.
 */
export async function runExecution(
  executor: Executor,
  execution: Execution,
  options: RunOptions,
): Promise<ExecutionOutcome> {
  const { sender, gasLimit, gasPrice, blobFeeWei } = execution
  const charged = changeAccount(executor, sender.bytes, ({ nonce, balanceWei, code }) => ({
    nonce: nonce + 1n,
    balanceWei: balanceWei - gasLimit * gasPrice - blobFeeWei,
    code,
  }))
  if (charged !== undefined) await charged
  const { authorities, refund } = await applyAuthorizations(
    executor,
    execution.authorizations,
    options.crypto,
  )
  const { meter } = options
  const message = toMessage(executor, execution, options, authorities)
  const result = await (meter === undefined
    ? executor.engine.run(message)
    : meter.run(executor, message))
  const gas = settleGas(executor, execution, result, refund)
  await gain(executor, sender.bytes, (gasLimit - gas.gasUsed) * gasPrice)
  // Also when nothing is paid: that touches the account, so that an empty one is removed (EIP-161).
  await gain(executor, options.block.header.coinbase.bytes, gas.gasUsed * execution.tipPerGas)
  for (const address of result.destroyed) await deleteAccount(executor, address)
  executor.state.overlay.forgetOriginals()
  const { returnData, haltReason, logs, createdAddress, accessList, hasInnerMessages } = result
  const outcome = {
    ...gas,
    returnData,
    haltReason,
    logs,
    createdAddress,
    accessList,
    hasInnerMessages,
  }
  meter?.end(executor, execution, outcome)
  return outcome
}

function toMessage(
  { rules }: Executor,
  execution: Execution,
  { block, reportAccessList = false }: RunOptions,
  authorities: readonly Uint8Array[],
): EngineMessage {
  const caller = execution.sender.bytes
  const to = execution.to?.bytes
  const warmAddresses = [...authorities]
  if (rules.isActivatedEIP(2929)) {
    warmAddresses.push(caller)
    if (to !== undefined) warmAddresses.push(to)
    if (rules.isActivatedEIP(3651)) warmAddresses.push(block.header.coinbase.bytes)
  }
  return {
    block,
    caller,
    to,
    data: execution.data,
    valueWei: execution.valueWei,
    gasLimit: execution.gasLimit - execution.intrinsicGas,
    gasPrice: execution.gasPrice,
    blobVersionedHashes: execution.blobVersionedHashes,
    accessList: execution.accessList,
    warmAddresses,
    reportsAccessList: reportAccessList,
  }
}

function settleGas(
  { rules }: Executor,
  execution: Execution,
  { gasUsed: executionGas, gasRefund }: EngineResult,
  authorizationRefund: bigint,
): Pick<ExecutionOutcome, 'gasUsed' | 'gasSpent' | 'gasRefunded' | 'gasRefundable'> {
  const gasSpent = executionGas + execution.intrinsicGas
  const refund = authorizationRefund + gasRefund
  const mostRefund = gasSpent / rules.param('maxRefundQuotient')
  const gasRefunded = refund < mostRefund ? refund : mostRefund
  const charged = gasSpent - gasRefunded
  const gasUsed = charged < execution.floorGas ? execution.floorGas : charged
  return { gasUsed, gasSpent, gasRefunded, gasRefundable: refund }
}

function gain(executor: Executor, address: Uint8Array, gainWei: bigint): Promise<void> | void {
  return changeAccount(executor, address, ({ nonce, balanceWei, code }: AccountData) => ({
    nonce,
    balanceWei: balanceWei + gainWei,
    code,
  }))
}
