import { nonceExhaustedError } from '../../../errors/simulation.js'
import {
  blobFeeTooLowError,
  feeBelowBaseFeeError,
  insufficientFundsError,
  intrinsicGasError,
  nonceTooHighError,
  nonceTooLowError,
} from '../../../errors/transaction.js'
import { most } from '../bigint-math.js'
import { type AdmissionContext, assertInitCodeSize } from '../pool/admission.js'
import type { SenderAccount } from '../pool/mempool.js'
import {
  type BlockFees,
  maxCostWei,
  maxFeePerGas,
  maxPriorityFeePerGas,
  transactionIntrinsicGas,
} from '../transactions/to-execution.js'
import type { Transaction } from '../transactions/transaction.js'

/** What the call of a simulated block is measured against. */
export interface SimulatedContext extends Omit<AdmissionContext, 'settings'> {
  readonly fees: BlockFees
  /** Whether it has to be a valid transaction. */
  readonly isValidated: boolean
}

/** The nonce that no transaction can have (EIP-2681). */
export const exhaustedNonce: bigint = 2n ** 64n - 1n

/**
 * What a call has to be to run in a simulated block, in the order in which nodes look.
 *
 * @throws the `CHAIN_` error that says what is wrong with it
 */
export function assertExecutable(
  tx: Transaction,
  account: SenderAccount,
  context: SimulatedContext,
): void {
  if (context.isValidated) assertNonce(tx.nonce, account.nonce)
  if (context.isValidated || !isFree(tx)) assertFee(tx, context.fees)
  if (context.isValidated || !hasFreeBlobs(tx)) assertBlobFee(tx, context.fees)
  assertInitCodeSize(tx, context)
  const costWei = maxCostWei(tx, context.rules)
  if (costWei > account.balance) throw insufficientFundsError(costWei, account.balance)
  const { intrinsicGas, floorGas } = transactionIntrinsicGas(tx, context.rules)
  const needed = most(intrinsicGas, floorGas)
  if (tx.gasLimit < needed) throw intrinsicGasError(needed, tx.gasLimit)
}

/** Whether a transaction offers nothing for its gas. */
export function isFree(tx: Transaction): boolean {
  return maxFeePerGas(tx) === 0n && maxPriorityFeePerGas(tx) === 0n
}

/** Whether a transaction offers nothing for its blobs. */
export function hasFreeBlobs(tx: Transaction): boolean {
  return 'maxFeePerBlobGas' in tx && tx.maxFeePerBlobGas === 0n
}

function assertNonce(got: bigint, expected: bigint): void {
  if (got > expected) throw nonceTooHighError(expected, got)
  if (got < expected) throw nonceTooLowError(expected, got, '')
  if (got === exhaustedNonce) throw nonceExhaustedError(got)
}

function assertFee(tx: Transaction, { baseFeePerGas = 0n }: BlockFees): void {
  const fee = maxFeePerGas(tx)
  const field = 'maxFeePerGas' in tx ? 'maxFeePerGas' : 'gasPrice'
  if (fee < baseFeePerGas) throw feeBelowBaseFeeError(field, fee, baseFeePerGas)
}

function assertBlobFee(tx: Transaction, { blobBaseFee = 0n }: BlockFees): void {
  if (!('maxFeePerBlobGas' in tx) || tx.maxFeePerBlobGas >= blobBaseFee) return
  throw blobFeeTooLowError(tx.maxFeePerBlobGas, blobBaseFee)
}
