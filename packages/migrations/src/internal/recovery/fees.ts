import { quantityToHex } from '@scaffold-evm/common'
import {
  type BumpPolicy,
  bumpFees,
  type SignedFields,
  type TransactionFees,
} from '@scaffold-evm/project'
import type { NodeTransaction } from '../steps/chain-reader.js'
import type { TransactionFields } from '../steps/step.js'

function feesToFields(fees: TransactionFees): TransactionFields {
  if ('gasPrice' in fees) return { gasPrice: quantityToHex(fees.gasPrice) }
  return {
    maxFeePerGas: quantityToHex(fees.maxFeePerGas),
    maxPriorityFeePerGas: quantityToHex(fees.maxPriorityFeePerGas),
  }
}

function feesOfSigned(signed: SignedFields): TransactionFees {
  const { gasPriceWei, maxFeePerGasWei = '0', maxPriorityFeePerGasWei = '0' } = signed
  if (gasPriceWei !== undefined) return { gasPrice: BigInt(gasPriceWei) }
  return {
    maxFeePerGas: BigInt(maxFeePerGasWei),
    maxPriorityFeePerGas: BigInt(maxPriorityFeePerGasWei),
  }
}

/** What a transaction that is on its way was signed with, as a node tells it. */
export function signedOf(tx: NodeTransaction): SignedFields {
  const { gasLimit, gasPriceWei, maxFeePerGasWei, maxPriorityFeePerGasWei } = tx
  const gas = { gasLimit: Number(gasLimit) }
  if (maxFeePerGasWei === undefined) return { ...gas, gasPriceWei: String(gasPriceWei ?? 0n) }
  return {
    ...gas,
    maxFeePerGasWei: String(maxFeePerGasWei),
    maxPriorityFeePerGasWei: String(maxPriorityFeePerGasWei ?? 0n),
  }
}

/** Fields that make the very same transaction again. */
export function sameFields(signed: SignedFields): TransactionFields {
  const gas = quantityToHex(BigInt(signed.gasLimit))
  return { gas, ...feesToFields(feesOfSigned(signed)) }
}

function greater(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

/** Twice the base fee stays valid through six full blocks. */
function atLeastMarket(
  fees: TransactionFees,
  baseFeeWei: bigint | undefined,
  limit: bigint | undefined,
): TransactionFees {
  if ('gasPrice' in fees || baseFeeWei === undefined) return fees
  const { maxFeePerGas, maxPriorityFeePerGas } = fees
  const market = baseFeeWei * 2n + maxPriorityFeePerGas
  const affordable = limit !== undefined && market > limit ? limit : market
  return { maxFeePerGas: greater(maxFeePerGas, affordable), maxPriorityFeePerGas }
}

/**
 * Fields of a transaction that takes the place of one which waits: its fees raised, and no less than
 * what is offered today. Undefined when that is above the limit.
 */
export function raisedFields(
  signed: SignedFields,
  baseFeeWei: bigint | undefined,
  policy: BumpPolicy,
): TransactionFields | undefined {
  const gas = quantityToHex(BigInt(signed.gasLimit))
  const bumped = bumpFees(feesOfSigned(signed), policy)
  if (bumped === undefined) return undefined
  return { gas, ...feesToFields(atLeastMarket(bumped, baseFeeWei, policy.maxFeePerGas)) }
}
