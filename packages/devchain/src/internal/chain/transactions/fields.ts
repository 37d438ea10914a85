import {
  AccessList2930Tx,
  Blob4844Tx,
  EOACode7702Tx,
  LegacyTx,
  type TypedTransaction,
} from '@ethereumjs/tx'
import type { EOACode7702AuthorizationListBytes, PrefixedHexString } from '@ethereumjs/util'
import {
  bigintToBytes,
  errorMessage,
  isScaffoldError,
  type ScaffoldError,
} from '@scaffold-evm/common'
import {
  gasLimitAboveCapError,
  invalidTransactionError,
  unsupportedFieldsError,
  unsupportedTransactionTypeError,
  wrongChainIdError,
} from '../../../errors/transaction.js'
import type { Rules } from '../rules.js'
import { createFeeMarketTransaction } from './fee-market.js'
import { transactionGasCap } from './gas-cap.js'
import type { Transaction } from './transaction.js'
import type { AccessListEntry, Authorization, TransactionRequest } from './transaction-request.js'

/** All that makes an unsigned transaction, resolved. Fees that a type does not have are ignored. */
export interface TransactionFields {
  readonly type: number
  readonly nonce: bigint
  readonly gasLimit: bigint
  readonly to: Uint8Array | undefined
  readonly valueWei: bigint
  readonly data: Uint8Array
  readonly gasPrice: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
  readonly maxFeePerBlobGas: bigint
  readonly accessList: readonly AccessListEntry[]
  readonly authorizationList: readonly Authorization[]
  readonly blobVersionedHashes: readonly PrefixedHexString[]
}

/** The EIP that brings each type of transaction. */
const eipOfType: Readonly<Record<number, number>> = { 1: 2930, 2: 1559, 3: 4844, 4: 7702 }

/** @throws `CHAIN_TRANSACTION_TYPE_UNSUPPORTED` unless the fork rules have transactions of `type`. */
export function assertTypeSupported(type: number, rules: Rules): void {
  const eip = eipOfType[type]
  if (type === 0 || (eip !== undefined && rules.isActivatedEIP(eip))) return
  throw unsupportedTransactionTypeError(type, rules.hardfork())
}

/** @throws `CHAIN_TRANSACTION_TYPE_UNSUPPORTED` when the request has what the fork rules have not. */
export function assertFieldsSupported(request: TransactionRequest, rules: Rules): void {
  const isFeeMarket = (request.maxFeePerGas ?? request.maxPriorityFeePerGas) !== undefined
  if (isFeeMarket && !rules.isActivatedEIP(1559)) throw unsupportedFieldsError(2, rules.hardfork())
  if (request.accessList !== undefined && !rules.isActivatedEIP(2930)) {
    throw unsupportedFieldsError(1, rules.hardfork())
  }
}

/**
 * The transaction of these fields, unsigned and not frozen.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`, `CHAIN_GAS_LIMIT_EXCEEDS_CAP`
 */
export function createTransaction(fields: TransactionFields, rules: Rules): Transaction {
  assertTypeSupported(fields.type, rules)
  if (fields.type === 2) return createFeeMarketTransaction(fields, rules)
  return constructing(rules, () => construct(fields, rules))
}

/** Runs ethereumjs' constructors, giving their errors names. */
export function constructing<T>(rules: Rules, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (isScaffoldError(error)) throw error
    const message = withoutContext(errorMessage(error))
    throw namedError(message, rules) ?? invalidTransactionError(message, error)
  }
}

/** ethereumjs' errors have no codes: the values in their texts are all there is. */
function namedError(message: string, rules: Rules): ScaffoldError | undefined {
  const gasLimit = /^Transaction gas limit (\d+) exceeds the maximum/.exec(message)?.[1]
  const cap = transactionGasCap(rules)
  if (gasLimit !== undefined && cap !== undefined)
    return gasLimitAboveCapError(BigInt(gasLimit), cap)
  const chainId = /not matching the derived chain ID (\d+)/.exec(message)?.[1]
  if (chainId !== undefined) {
    return wrongChainIdError(BigInt(chainId), rules.chainId(), 'transaction')
  }
  const v = /^Incompatible EIP155-based V (\d+)/.exec(message)?.[1]
  if (v !== undefined) {
    return wrongChainIdError((BigInt(v) - 35n) / 2n, rules.chainId(), 'signature')
  }
  return undefined
}

/** ethereumjs appends all fields of the transaction in parentheses. */
function withoutContext(message: string): string {
  return message.replace(/ \((tx type|vm hf)=.*\)$/s, '')
}

function construct(fields: TransactionFields, rules: Rules): TypedTransaction {
  const options = { common: rules, freeze: false, allowUnlimitedInitCodeSize: true }
  const { nonce, gasLimit, data, gasPrice, maxFeePerGas, maxPriorityFeePerGas } = fields
  const base = {
    nonce,
    gasLimit,
    data,
    value: fields.valueWei,
    ...(fields.to === undefined ? {} : { to: fields.to }),
  }
  if (fields.type === 0) return new LegacyTx({ ...base, gasPrice }, options)
  const accessList = accessListToBytes(fields.accessList)
  if (fields.type === 1) return new AccessList2930Tx({ ...base, gasPrice, accessList }, options)
  const feeMarket = { ...base, accessList, maxFeePerGas, maxPriorityFeePerGas }
  if (fields.type === 3) {
    const { maxFeePerBlobGas } = fields
    const blobVersionedHashes = [...fields.blobVersionedHashes]
    return new Blob4844Tx({ ...feeMarket, maxFeePerBlobGas, blobVersionedHashes }, options)
  }
  const authorizationList = authorizationsToBytes(fields.authorizationList)
  return new EOACode7702Tx({ ...feeMarket, authorizationList }, options)
}

/** As ethereumjs keeps access lists. */
export function accessListToBytes(list: readonly AccessListEntry[]): [Uint8Array, Uint8Array[]][] {
  return list.map(({ address, storageKeys }) => [address, [...storageKeys]])
}

/** As ethereumjs keeps EIP-7702 authorizations. */
export function authorizationsToBytes(
  list: readonly Authorization[],
): EOACode7702AuthorizationListBytes {
  return list.map(({ chainId, address, nonce, yParity, r, s }) => [
    bigintToBytes(chainId),
    address,
    bigintToBytes(nonce),
    bigintToBytes(yParity),
    bigintToBytes(r),
    bigintToBytes(s),
  ])
}
