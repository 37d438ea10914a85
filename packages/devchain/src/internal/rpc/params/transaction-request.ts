import { isSameBytes } from '../../bytes.js'
import type {
  AccessListEntry,
  Authorization,
  TransactionRequest,
} from '../../chain/transactions/transaction-request.js'
import { invalidInputError } from '../rpc-error.js'
import { array, mapped, object } from './combinators.js'
import { ParamMismatch, type ParamType, paramType, requiredField } from './param-type.js'
import { address, data, hash, quantity, quantity64 } from './scalars.js'

const accessListEntry: ParamType<AccessListEntry> = mapped(
  object('an access list entry: {address, storageKeys}', {
    address,
    storageKeys: array(hash, 'an array of storage keys'),
  }),
  (entry) => ({
    address: requiredField(entry.address, 'address'),
    storageKeys: entry.storageKeys ?? [],
  }),
)

const authorization: ParamType<Authorization> = mapped(
  object('an EIP-7702 authorization: {chainId, address, nonce, yParity, r, s}', {
    chainId: quantity,
    address,
    nonce: quantity64,
    yParity: quantity64,
    v: quantity64,
    r: quantity,
    s: quantity,
  }),
  (entry) => ({
    chainId: requiredField(entry.chainId, 'chainId'),
    address: requiredField(entry.address, 'address'),
    nonce: requiredField(entry.nonce, 'nonce'),
    yParity: requiredField(
      entry.yParity ?? (entry.v === undefined ? undefined : entry.v % 27n),
      'yParity',
    ),
    r: requiredField(entry.r, 'r'),
    s: requiredField(entry.s, 's'),
  }),
)

const transactionType: ParamType<number> = paramType(
  'a transaction type: "0x0" to "0x4"',
  (value) => {
    if (typeof value !== 'string' || !/^0x0*[0-9a-fA-F]{1,2}$/.test(value)) return undefined
    return Number(value)
  },
)

const fields = object('a transaction object', {
  from: address,
  to: address,
  gas: quantity64,
  gasPrice: quantity,
  maxFeePerGas: quantity,
  maxPriorityFeePerGas: quantity,
  maxFeePerBlobGas: quantity,
  value: quantity,
  data,
  input: data,
  nonce: quantity64,
  type: transactionType,
  chainId: quantity,
  accessList: array(accessListEntry, 'an array of {address, storageKeys}'),
  blobVersionedHashes: array(hash, 'an array of hashes'),
  blobs: array(data, 'an array of blobs'),
  authorizationList: array(authorization, 'an array of authorizations'),
})

/** A transaction or call object, in the words of the execution API, whatever its fees say together. */
export const uncheckedTransactionRequest: ParamType<TransactionRequest> = {
  expected: fields.expected,
  parse(value) {
    const read = fields.parse(value)
    return {
      from: read.from,
      to: read.to,
      data: callData(read.input, read.data),
      valueWei: read.value,
      gasLimit: read.gas,
      gasPrice: read.gasPrice,
      maxFeePerGas: read.maxFeePerGas,
      maxPriorityFeePerGas: read.maxPriorityFeePerGas,
      maxFeePerBlobGas: read.maxFeePerBlobGas,
      nonce: read.nonce,
      type: read.type,
      chainId: read.chainId,
      accessList: read.accessList,
      blobVersionedHashes: read.blobVersionedHashes,
      blobs: read.blobs,
      authorizationList: read.authorizationList,
    }
  },
}

/** The same, with fees that do not contradict each other. */
export const transactionRequest: ParamType<TransactionRequest> = {
  expected: fields.expected,
  parse(value) {
    const request = uncheckedTransactionRequest.parse(value)
    checkFees(request)
    return request
  },
}

/** Fees that contradict each other, in the words of Hardhat. */
function checkFees({ gasPrice, maxFeePerGas, maxPriorityFeePerGas }: TransactionRequest): void {
  if (gasPrice !== undefined && maxFeePerGas !== undefined) {
    throw invalidInputError('Cannot send both gasPrice and maxFeePerGas params')
  }
  if (gasPrice !== undefined && maxPriorityFeePerGas !== undefined) {
    throw invalidInputError('Cannot send both gasPrice and maxPriorityFeePerGas params')
  }
  if (maxFeePerGas === undefined || maxPriorityFeePerGas === undefined) return
  if (maxPriorityFeePerGas > maxFeePerGas) {
    throw invalidInputError(
      `maxPriorityFeePerGas (${maxPriorityFeePerGas}) is bigger than maxFeePerGas (${maxFeePerGas})`,
    )
  }
}

function callData(
  input: Uint8Array | undefined,
  old: Uint8Array | undefined,
): Uint8Array | undefined {
  if (input !== undefined && old !== undefined && !isSameBytes(input, old)) {
    throw new ParamMismatch('"data" and "input" to be the same where both are given', {})
  }
  return input ?? old
}
