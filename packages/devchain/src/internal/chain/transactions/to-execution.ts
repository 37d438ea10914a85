import { Address } from '@ethereumjs/util'
import { hexToBytes } from '@scaffold-evm/common'
import { least } from '../bigint-math.js'
import type { Execution } from '../execution/execution.js'
import { type IntrinsicGas, intrinsicGas } from '../execution/intrinsic-gas.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from './chain-transaction.js'
import type { Transaction } from './transaction.js'

/** Fees of the block that a transaction runs in, wei per gas. */
export interface BlockFees {
  /** Undefined before London. */
  readonly baseFeePerGas: bigint | undefined
  readonly blobBaseFee: bigint | undefined
}

/** The most that the sender pays per gas. */
export function maxFeePerGas(tx: Transaction): bigint {
  return 'maxFeePerGas' in tx ? tx.maxFeePerGas : tx.gasPrice
}

/** The most that the coinbase gets per gas. */
export function maxPriorityFeePerGas(tx: Transaction): bigint {
  return 'maxPriorityFeePerGas' in tx ? tx.maxPriorityFeePerGas : tx.gasPrice
}

/** What the coinbase gets per gas at this base fee. Negative when the base fee is not covered. */
export function tipPerGas(tx: Transaction, baseFeePerGas: bigint | undefined): bigint {
  if (baseFeePerGas === undefined) return maxFeePerGas(tx)
  return least(maxPriorityFeePerGas(tx), maxFeePerGas(tx) - baseFeePerGas)
}

/** The most that the transaction can cost its sender, wei. */
export function maxCostWei(tx: Transaction, rules: Rules): bigint {
  const blobCost = 'maxFeePerBlobGas' in tx ? blobGas(tx, rules) * tx.maxFeePerBlobGas : 0n
  return tx.gasLimit * maxFeePerGas(tx) + tx.value + blobCost
}

/** Gas for the blobs of a transaction. */
export function blobGas(tx: Transaction, rules: Rules): bigint {
  if (!('blobVersionedHashes' in tx)) return 0n
  return BigInt(tx.blobVersionedHashes.length) * rules.param('blobGasPerBlob')
}

interface KnownGas {
  readonly rules: Rules
  readonly gas: IntrinsicGas
}

/** From so many bytes on, counting them again costs more than remembering. */
const longData = 128

const intrinsicGasOf = new WeakMap<Transaction, KnownGas>()

/** What `tx` costs before it runs; of one with much data, counted once by the same rules. */
export function transactionIntrinsicGas(tx: Transaction, rules: Rules): IntrinsicGas {
  if (tx.data.length < longData) return countIntrinsicGas(tx, rules)
  const known = intrinsicGasOf.get(tx)
  if (known?.rules === rules) return known.gas
  const gas = countIntrinsicGas(tx, rules)
  intrinsicGasOf.set(tx, { rules, gas })
  return gas
}

function countIntrinsicGas(tx: Transaction, rules: Rules): IntrinsicGas {
  return intrinsicGas(
    {
      isCreation: tx.to === undefined,
      data: tx.data,
      accessList: 'accessList' in tx ? tx.accessList : [],
      authorizationCount: 'authorizationList' in tx ? tx.authorizationList.length : 0,
    },
    rules,
  )
}

/** How a transaction runs in a block with these fees. */
export function transactionToExecution(
  { tx, sender }: ChainTransaction,
  rules: Rules,
  { baseFeePerGas, blobBaseFee = 0n }: BlockFees,
): Execution {
  const tip = tipPerGas(tx, baseFeePerGas)
  return {
    sender: new Address(sender),
    to: tx.to,
    data: tx.data,
    valueWei: tx.value,
    gasLimit: tx.gasLimit,
    gasPrice: tip + (baseFeePerGas ?? 0n),
    tipPerGas: tip,
    accessList: 'accessList' in tx ? tx.accessList : [],
    authorizations: 'authorizationList' in tx ? tx.authorizationList : [],
    blobVersionedHashes: 'blobVersionedHashes' in tx ? tx.blobVersionedHashes.map(hexToBytes) : [],
    blobFeeWei: blobGas(tx, rules) * blobBaseFee,
    ...transactionIntrinsicGas(tx, rules),
  }
}
