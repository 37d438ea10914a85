import type { EVMResult, ExecResult } from '@ethereumjs/evm'
import { Account, Address } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import type { Crypto } from '../../crypto.js'
import { applyAuthorizations } from './authorizations.js'
import type { EvmBlock } from './evm-block.js'
import type { Execution, ExecutionOutcome } from './execution.js'
import type { Executor } from './executor.js'

/** Options of {@link runExecution}. */
export interface RunOptions {
  readonly block: EvmBlock
  readonly crypto: Crypto
  /** Whether the outcome has the addresses and slots that were touched. @default false */
  readonly reportAccessList?: boolean | undefined
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
  const { evm, state } = executor
  await evm.journal.cleanup()
  if (options.reportAccessList === true) evm.journal.startReportingAccessList()
  warmAddresses(executor, execution, options.block)
  const outcome = await runCharged(executor, execution, options)
  const { accessList } = evm.journal
  await evm.journal.cleanup()
  state.originalStorageCache.clear()
  return accessList === undefined ? outcome : { ...outcome, accessList }
}

/** EIP-2929, 2930 and 3651: what costs no cold access. */
function warmAddresses({ evm, rules }: Executor, execution: Execution, block: EvmBlock): void {
  const { journal } = evm
  for (const [address, slots] of execution.accessList) {
    const hex = bytesToDigits(address)
    journal.addAlwaysWarmAddress(hex, true)
    for (const slot of slots) journal.addAlwaysWarmSlot(hex, bytesToDigits(slot), true)
  }
  if (!rules.isActivatedEIP(2929)) return
  journal.addAlwaysWarmAddress(bytesToDigits(execution.sender.bytes))
  if (execution.to !== undefined) journal.addAlwaysWarmAddress(bytesToDigits(execution.to.bytes))
  if (rules.isActivatedEIP(3651)) {
    journal.addAlwaysWarmAddress(bytesToDigits(block.header.coinbase.bytes))
  }
}

function bytesToDigits(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

async function runCharged(
  executor: Executor,
  execution: Execution,
  context: RunOptions,
): Promise<ExecutionOutcome> {
  const { evm } = executor
  await chargeSender(executor, execution)
  const authorizationRefund =
    execution.authorizations.length === 0
      ? 0n
      : await applyAuthorizations(executor, execution.authorizations, context.crypto)
  const result = await evm.runCall({
    block: context.block,
    gasPrice: execution.gasPrice,
    caller: execution.sender,
    gasLimit: execution.gasLimit - execution.intrinsicGas,
    ...(execution.to === undefined ? {} : { to: execution.to }),
    value: execution.valueWei,
    data: execution.data,
    blobVersionedHashes: [...execution.blobVersionedHashes],
    skipNonceIncrement: true,
  })
  const gas = settleGas(executor, execution, result, authorizationRefund)
  await refundSender(executor, execution, gas.gasUsed)
  await payCoinbase(executor, context.block, gas.gasUsed * execution.tipPerGas)
  await deleteDestroyed(executor, result.execResult)
  return {
    ...gas,
    returnData: result.execResult.returnValue,
    haltReason: haltReason(result.execResult),
    logs: result.execResult.logs ?? [],
    createdAddress: result.createdAddress,
  }
}

function haltReason({ exceptionError }: ExecResult): string | undefined {
  // ethereumjs appends the place of a wrong jump.
  return exceptionError?.error.replace(/ at .*$/, '')
}

/** Takes what the gas limit allows to be spent, and counts the nonce. */
function chargeSender(executor: Executor, execution: Execution): Promise<void> {
  const { sender, gasLimit, gasPrice, blobFeeWei } = execution
  return changeAccount(executor, sender, {
    gainWei: -(gasLimit * gasPrice + blobFeeWei),
    nonceStep: 1n,
  })
}

function settleGas(
  { rules }: Executor,
  execution: Execution,
  { execResult }: EVMResult,
  authorizationRefund: bigint,
): { gasUsed: bigint; gasSpent: bigint } {
  const gasSpent = execResult.executionGasUsed + execution.intrinsicGas
  const refund = authorizationRefund + (execResult.gasRefund ?? 0n)
  const mostRefund = gasSpent / rules.param('maxRefundQuotient')
  const gasUsed = gasSpent - (refund < mostRefund ? refund : mostRefund)
  return { gasUsed: gasUsed < execution.floorGas ? execution.floorGas : gasUsed, gasSpent }
}

function refundSender(executor: Executor, execution: Execution, gasUsed: bigint): Promise<void> {
  const gainWei = (execution.gasLimit - gasUsed) * execution.gasPrice
  return changeAccount(executor, execution.sender, { gainWei, nonceStep: 0n })
}

/** Also when nothing is paid: that touches the account, so that an empty one is removed (EIP-161). */
function payCoinbase(executor: Executor, { header }: EvmBlock, gainWei: bigint): Promise<void> {
  return changeAccount(executor, header.coinbase, { gainWei, nonceStep: 0n })
}

interface AccountChange {
  readonly gainWei: bigint
  readonly nonceStep: bigint
}

async function changeAccount(
  { evm, state }: Executor,
  address: Address,
  { gainWei, nonceStep }: AccountChange,
): Promise<void> {
  const known = state.overlay.account(address.bytes)
  if (known?.data) {
    const { nonce, balanceWei, code } = known.data
    evm.journal['touchAddress'](address)
    state.overlay.setData(known, {
      nonce: nonce + nonceStep,
      balanceWei: balanceWei + gainWei,
      code,
    })
    return
  }
  const account = (await state.getAccount(address)) ?? new Account()
  account.balance += gainWei
  account.nonce += nonceStep
  await evm.journal.putAccount(address, account)
}

async function deleteDestroyed({ evm, rules }: Executor, result: ExecResult): Promise<void> {
  const { selfdestruct, createdAddresses } = result
  if (selfdestruct === undefined || selfdestruct.size === 0) return
  const isOnlyWithinCreation = rules.isActivatedEIP(6780)
  for (const address of [...selfdestruct.keys()].sort()) {
    if (isOnlyWithinCreation && createdAddresses?.has(address) !== true) continue
    await evm.journal.deleteAccount(new Address(hexToBytes(address)))
  }
}
