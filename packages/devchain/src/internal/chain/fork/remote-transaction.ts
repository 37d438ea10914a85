import { LegacyTx } from '@ethereumjs/tx'
import { bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { encodeTransaction } from '../transactions/encoding.js'
import { createTransaction } from '../transactions/fields.js'
import type { Transaction } from '../transactions/transaction.js'
import type { AccessListEntry, Authorization } from '../transactions/transaction-request.js'
import type { RpcRecord } from './rpc-record.js'

/** A transaction of the forked chain. Its hash and sender are what that chain says. */
export function remoteTransaction(
  record: RpcRecord,
  rules: Rules,
  sender: Uint8Array = record.bytes('from'),
): ChainTransaction {
  const hash = record.bytes('hash')
  const tx = attempt(record, rules) ?? withoutType(record, rules)
  Object.assign(tx, signatureOf(record, tx.type))
  const raw = encodeTransaction(tx)
  return { tx, hash, sender, raw }
}

/** Undefined for a type that Ethereum does not have, such as a rollup's deposits. */
function attempt(record: RpcRecord, rules: Rules): Transaction | undefined {
  try {
    return createTransaction(
      {
        ...commonFields(record),
        type: Number(record.optionalQuantity('type') ?? 0n),
        maxFeePerGas: record.optionalQuantity('maxFeePerGas') ?? 0n,
        maxPriorityFeePerGas: record.optionalQuantity('maxPriorityFeePerGas') ?? 0n,
        maxFeePerBlobGas: record.optionalQuantity('maxFeePerBlobGas') ?? 0n,
        accessList: record.records('accessList').map(accessListEntry),
        authorizationList: record.records('authorizationList').map(authorization),
        blobVersionedHashes: record.byteStrings('blobVersionedHashes').map(bytesToHex),
      },
      rules,
    )
  } catch (error) {
    if (isScaffoldError(error, 'CHAIN_TRANSACTION_TYPE_UNSUPPORTED')) return undefined
    if (isScaffoldError(error, 'CHAIN_TRANSACTION_INVALID')) return undefined
    throw error
  }
}

function withoutType(record: RpcRecord, rules: Rules): Transaction {
  const { valueWei: value, to, ...fields } = commonFields(record)
  return new LegacyTx(
    { ...fields, value, ...(to === undefined ? {} : { to }) },
    { common: rules, freeze: false, allowUnlimitedInitCodeSize: true },
  )
}

function commonFields(record: RpcRecord): {
  nonce: bigint
  gasLimit: bigint
  to: Uint8Array | undefined
  valueWei: bigint
  data: Uint8Array
  gasPrice: bigint
} {
  return {
    nonce: record.quantity('nonce'),
    gasLimit: record.quantity('gas'),
    to: record.optionalBytes('to'),
    valueWei: record.quantity('value'),
    data: record.bytes('input'),
    gasPrice: record.optionalQuantity('gasPrice') ?? 0n,
  }
}

function signatureOf(record: RpcRecord, type: number): { v: bigint; r: bigint; s: bigint } {
  const yParity = record.optionalQuantity('yParity')
  const v = record.optionalQuantity('v') ?? yParity ?? 0n
  return {
    v: type === 0 ? v : (yParity ?? v),
    r: record.optionalQuantity('r') ?? 0n,
    s: record.optionalQuantity('s') ?? 0n,
  }
}

function accessListEntry(record: RpcRecord): AccessListEntry {
  return { address: record.bytes('address'), storageKeys: record.byteStrings('storageKeys') }
}

function authorization(record: RpcRecord): Authorization {
  return {
    chainId: record.quantity('chainId'),
    address: record.bytes('address'),
    nonce: record.quantity('nonce'),
    yParity: record.optionalQuantity('yParity') ?? record.quantity('v'),
    r: record.quantity('r'),
    s: record.quantity('s'),
  }
}
