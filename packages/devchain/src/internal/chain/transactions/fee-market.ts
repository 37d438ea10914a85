import { Address } from '@ethereumjs/util'
import { gasLimitAboveCapError, invalidTransactionError } from '../../../errors/transaction.js'
import { copyOf } from '../../state/copy.js'
import type { Rules } from '../rules.js'
import type { TransactionFields } from './fields.js'
import { transactionGasCap } from './gas-cap.js'
import type { FeeMarketTransaction } from './transaction.js'

/** All that makes an unsigned transaction of this type. */
export type FeeMarketFields = Omit<
  TransactionFields,
  'type' | 'gasPrice' | 'maxFeePerBlobGas' | 'authorizationList' | 'blobVersionedHashes'
>

const mostUint64 = 2n ** 64n - 1n
const mostUint256 = 2n ** 256n - 1n

/**
 * The type that clients send, checked as ethereumjs checks it. Its constructor converts and copies each field several
 * times, which costs a new process more than the rest of taking a transaction in.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_GAS_LIMIT_EXCEEDS_CAP`
 */
export function createFeeMarketTransaction(
  fields: FeeMarketFields,
  rules: Rules,
): FeeMarketTransaction {
  assertFees(fields)
  assertLimits(fields, rules)
  assertAccessList(fields.accessList)
  const { nonce, gasLimit, to, valueWei, data, maxFeePerGas, maxPriorityFeePerGas } = fields
  return {
    type: 2,
    chainId: rules.chainId(),
    nonce,
    gasLimit,
    to: to === undefined ? undefined : new Address(copyOf(to)),
    value: valueWei,
    // What a request was read into may be a part of a large array, which is not to be kept for that.
    data: copyOf(data),
    maxFeePerGas,
    maxPriorityFeePerGas,
    accessList: fields.accessList.map(({ address, storageKeys }) => [address, storageKeys]),
    v: undefined,
    r: undefined,
    s: undefined,
    common: rules,
  }
}

function assertFees({ gasLimit, maxFeePerGas, maxPriorityFeePerGas }: FeeMarketFields): void {
  if (maxFeePerGas < maxPriorityFeePerGas) {
    throw invalidTransactionError(
      'maxFeePerGas cannot be less than maxPriorityFeePerGas (The total must be the larger of the two)',
    )
  }
  if (gasLimit * maxFeePerGas > mostUint256) {
    throw invalidTransactionError('gasLimit * maxFeePerGas cannot exceed MAX_INTEGER (2^256-1)')
  }
}

function assertLimits(
  { nonce, gasLimit, valueWei, maxFeePerGas }: FeeMarketFields,
  rules: Rules,
): void {
  assertAtMost('value', valueWei, mostUint256)
  assertAtMost('maxFeePerGas', maxFeePerGas, mostUint256)
  assertAtMost('gasLimit', gasLimit, mostUint64)
  // EIP-2681
  assertAtMost('nonce', nonce, mostUint64 - 1n)
  const cap = transactionGasCap(rules)
  if (cap !== undefined && gasLimit > cap) throw gasLimitAboveCapError(gasLimit, cap)
}

function assertAtMost(name: string, value: bigint, most: bigint): void {
  if (value > most) throw invalidTransactionError(`${name} cannot exceed ${most}, given ${value}`)
}

function assertAccessList(list: FeeMarketFields['accessList']): void {
  for (const { address, storageKeys } of list) {
    if (address.length !== 20) {
      throw invalidTransactionError(
        `an address of its access list has ${address.length} bytes, not 20`,
      )
    }
    for (const { length } of storageKeys) {
      if (length === 32) continue
      throw invalidTransactionError(`a slot of its access list has ${length} bytes, not 32`)
    }
  }
}
