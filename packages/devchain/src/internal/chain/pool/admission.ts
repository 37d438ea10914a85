import {
  blobFeeTooLowError,
  creationWithoutDataError,
  feeBelowBaseFeeError,
  gasLimitAboveBlockError,
  gasLimitAboveCapError,
  gasPriceBelowMinimumError,
  initCodeTooLargeError,
  insufficientFundsError,
  intrinsicGasError,
  nonceTooHighError,
  nonceTooLowError,
} from '../../../errors/transaction.js'
import { most } from '../bigint-math.js'
import type { Settings } from '../mining/settings.js'
import type { Rules } from '../rules.js'
import { transactionGasCap } from '../transactions/gas-cap.js'
import {
  type BlockFees,
  maxCostWei,
  maxFeePerGas,
  maxPriorityFeePerGas,
  transactionIntrinsicGas,
} from '../transactions/to-execution.js'
import type { Transaction } from '../transactions/transaction.js'
import type { SenderAccount } from './mempool.js'

/** What a transaction is measured against. */
export interface AdmissionContext {
  readonly rules: Rules
  readonly settings: Pick<Settings, 'blockGasLimit' | 'minGasPrice'>
  readonly allowUnlimitedContractSize: boolean
  /** @default false */
  readonly acceptsEmptyCreation?: boolean | undefined
}

/**
 * What every transaction has to be before it may wait.
 *
 * @throws the `CHAIN_` error that says what is wrong with it
 */
export function assertAdmissible(
  tx: Transaction,
  account: SenderAccount,
  context: AdmissionContext,
): void {
  if (tx.to === undefined && tx.data.length === 0 && context.acceptsEmptyCreation !== true) {
    throw creationWithoutDataError()
  }
  assertInitCodeSize(tx, context)
  const costWei = maxCostWei(tx, context.rules)
  if (costWei > account.balance) throw insufficientFundsError(costWei, account.balance)
  if (tx.nonce < account.nonce) throw nonceTooLowError(account.nonce, tx.nonce, 'at least ')
  assertGasLimit(tx, context)
}

/**
 * What a transaction has to be besides, to be mined at once.
 *
 * @throws the `CHAIN_` error that says what is wrong with it
 */
export function assertMineable(
  tx: Transaction,
  next: BlockFees & { readonly nonce: bigint },
  context: AdmissionContext,
): void {
  assertInitCodeSize(tx, context)
  if (tx.nonce > next.nonce) throw nonceTooHighError(next.nonce, tx.nonce)
  if (tx.nonce < next.nonce) throw nonceTooLowError(next.nonce, tx.nonce, '')
  const { minGasPrice } = context.settings
  const price = maxPriorityFeePerGas(tx)
  if (price < minGasPrice) throw gasPriceBelowMinimumError(price, minGasPrice)
  const fee = maxFeePerGas(tx)
  if (next.baseFeePerGas !== undefined && fee < next.baseFeePerGas) {
    const field = 'maxFeePerGas' in tx ? 'maxFeePerGas' : 'gasPrice'
    throw feeBelowBaseFeeError(field, fee, next.baseFeePerGas)
  }
  if ('maxFeePerBlobGas' in tx && tx.maxFeePerBlobGas < (next.blobBaseFee ?? 0n)) {
    throw blobFeeTooLowError(tx.maxFeePerBlobGas, next.blobBaseFee ?? 0n)
  }
}

/** Whether the fees of a waiting transaction are enough for a block. */
export function isFeeEnough(tx: Transaction, fees: BlockFees, minGasPrice: bigint): boolean {
  if (maxPriorityFeePerGas(tx) < minGasPrice) return false
  if (fees.baseFeePerGas !== undefined && maxFeePerGas(tx) < fees.baseFeePerGas) return false
  return !('maxFeePerBlobGas' in tx) || tx.maxFeePerBlobGas >= (fees.blobBaseFee ?? 0n)
}

/** Whether its gas limit is enough for it to begin, and not more than a block has. */
export function assertGasLimit(tx: Transaction, { rules, settings }: AdmissionContext): void {
  const { intrinsicGas, floorGas } = transactionIntrinsicGas(tx, rules)
  const needed = most(intrinsicGas, floorGas)
  if (tx.gasLimit < needed) throw intrinsicGasError(needed, tx.gasLimit)
  const cap = transactionGasCap(rules)
  if (cap !== undefined && tx.gasLimit > cap) throw gasLimitAboveCapError(tx.gasLimit, cap)
  if (tx.gasLimit > settings.blockGasLimit) {
    throw gasLimitAboveBlockError(tx.gasLimit, settings.blockGasLimit)
  }
}

/** @throws `CHAIN_INIT_CODE_TOO_LARGE` */
export function assertInitCodeSize(
  tx: Transaction,
  context: Pick<AdmissionContext, 'rules' | 'allowUnlimitedContractSize'>,
): void {
  const { rules, allowUnlimitedContractSize } = context
  if (tx.to !== undefined || allowUnlimitedContractSize || !rules.isActivatedEIP(3860)) return
  const limit = Number(rules.param('maxInitCodeSize'))
  if (tx.data.length > limit) throw initCodeTooLargeError(tx.data.length, limit)
}
