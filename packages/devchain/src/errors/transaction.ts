import { bytesToHex, ScaffoldError } from '@scaffold-evm/common'

/** `CHAIN_TRANSACTION_INVALID`: bytes or fields that make no transaction. */
export function invalidTransactionError(reason: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_TRANSACTION_INVALID',
    message: `The transaction is invalid: ${reason}`,
    cause,
  })
}

/** What suites of Hardhat look for: what there is too much of, by the type that has it. */
const typeNames: Readonly<Record<number, string>> = {
  1: 'an EIP-2930 transaction (with an access list)',
  2: 'an EIP-1559 transaction (with maxFeePerGas or maxPriorityFeePerGas)',
  3: 'an EIP-4844 transaction (with blobs)',
  4: 'an EIP-7702 transaction (with authorizations)',
}

/** `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`: a type that the fork rules do not have. */
export function unsupportedTransactionTypeError(type: number, hardfork: string): ScaffoldError {
  const name = typeNames[type]
  return new ScaffoldError({
    code: 'CHAIN_TRANSACTION_TYPE_UNSUPPORTED',
    message:
      name === undefined
        ? `Invalid transaction type ${type}. Known are 0 to 4.`
        : `Trying to send ${name}, but hardfork ${hardfork} has none`,
    data: { type, hardfork },
  })
}

/** `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`, of a request, in the words of Hardhat. */
export function unsupportedFieldsError(type: 1 | 2, hardfork: string): ScaffoldError {
  const what =
    type === 1
      ? 'Access list received but is not supported by the current hardfork'
      : 'EIP-1559 style fee params (maxFeePerGas or maxPriorityFeePerGas) received but they are not supported by the current hardfork'
  return new ScaffoldError({
    code: 'CHAIN_TRANSACTION_TYPE_UNSUPPORTED',
    message: `${what} (${hardfork})`,
    data: { type, hardfork },
  })
}

/** Hardhat's words for a chain id that is not the chain's, by where it stands. */
const chainIdMessages = {
  request: 'Invalid chainId in the transaction.',
  transaction: 'Trying to send a raw transaction with an invalid chainId.',
  signature: 'Trying to send an incompatible EIP-155 transaction, signed for another chain.',
} as const

/** `CHAIN_WRONG_CHAIN_ID`: meant or signed for another chain. */
export function wrongChainIdError(
  got: bigint,
  expected: bigint,
  place: keyof typeof chainIdMessages,
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_WRONG_CHAIN_ID',
    message: `${chainIdMessages[place]} Expected chain id ${expected}, got ${got}.`,
    data: { got, expected },
  })
}

/** `CHAIN_TRANSACTION_KNOWN`: the same transaction waits or is mined already. */
export function knownTransactionError(hash: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_TRANSACTION_KNOWN',
    message: `Known transaction: ${bytesToHex(hash)}`,
  })
}

/** `CHAIN_CREATION_WITHOUT_DATA`: neither a recipient nor init code. */
export function creationWithoutDataError(): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_CREATION_WITHOUT_DATA',
    message: 'contract creation without any data provided',
  })
}

/** `CHAIN_INSUFFICIENT_FUNDS`: the balance does not cover gas and value. */
export function insufficientFundsError(costWei: bigint, balanceWei: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_INSUFFICIENT_FUNDS',
    message: `Sender doesn't have enough funds to send tx. The max upfront cost is: ${costWei} and the sender's balance is: ${balanceWei}.`,
    data: { costWei, balanceWei },
  })
}

/** `CHAIN_NONCE_TOO_LOW`: a transaction with this nonce is mined, or waits when automining. */
export function nonceTooLowError(
  expected: bigint,
  got: bigint,
  relation: 'at least ' | '',
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_NONCE_TOO_LOW',
    message: `Nonce too low. Expected nonce to be ${relation}${expected} but got ${got}.`,
    data: { expected, got },
  })
}

/** `CHAIN_NONCE_TOO_HIGH`: automining cannot wait for the nonces between. */
export function nonceTooHighError(expected: bigint, got: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_NONCE_TOO_HIGH',
    message: `Nonce too high. Expected nonce to be ${expected} but got ${got}. Note that transactions can't be queued when automining.`,
    data: { expected, got },
  })
}

/** `CHAIN_FEE_TOO_LOW`: below the base fee of the next block. */
export function feeBelowBaseFeeError(
  field: 'gasPrice' | 'maxFeePerGas',
  fee: bigint,
  baseFee: bigint,
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_FEE_TOO_LOW',
    message: `Transaction ${field} (${fee}) is too low for the next block, which has a baseFeePerGas of ${baseFee}`,
    data: { field, fee, baseFee },
  })
}

/** `CHAIN_BLOB_FEE_TOO_LOW`: below the blob base fee of the next block. */
export function blobFeeTooLowError(fee: bigint, blobBaseFee: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_BLOB_FEE_TOO_LOW',
    message: `Transaction maxFeePerBlobGas (${fee}) is too low for the next block, which has a blob base fee of ${blobBaseFee}`,
    data: { fee, blobBaseFee },
  })
}

/** `CHAIN_GAS_PRICE_BELOW_MINIMUM`: below what the chain was told to ask for. */
export function gasPriceBelowMinimumError(price: bigint, minimum: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_GAS_PRICE_BELOW_MINIMUM',
    message: `Transaction gas price is ${price}, which is below the minimum of ${minimum}`,
    data: { price, minimum },
  })
}

/** `CHAIN_GAS_LIMIT_EXCEEDS_BLOCK`: more gas than a block has. */
export function gasLimitAboveBlockError(gasLimit: bigint, blockGasLimit: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_GAS_LIMIT_EXCEEDS_BLOCK',
    message: `Transaction gas limit is ${gasLimit} and exceeds block gas limit of ${blockGasLimit}`,
    data: { gasLimit, blockGasLimit },
  })
}

/** `CHAIN_GAS_LIMIT_EXCEEDS_CAP`: more gas than one transaction may have (EIP-7825). */
export function gasLimitAboveCapError(gasLimit: bigint, cap: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_GAS_LIMIT_EXCEEDS_CAP',
    message: `Transaction gas limit is ${gasLimit} and exceeds transaction gas cap of ${cap}`,
    data: { gasLimit, cap },
  })
}

/** `CHAIN_INTRINSIC_GAS`: less gas than the transaction costs before anything runs. */
export function intrinsicGasError(needed: bigint, gasLimit: bigint): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_INTRINSIC_GAS',
    message: `Transaction requires at least ${needed} gas but got ${gasLimit}`,
    data: { needed, gasLimit },
  })
}

/** `CHAIN_INIT_CODE_TOO_LARGE`: more init code than EIP-3860 allows. */
export function initCodeTooLargeError(sizeBytes: number, limitBytes: number): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_INIT_CODE_TOO_LARGE',
    message: `Trying to send a deployment transaction whose init code length is ${sizeBytes}. The max length allowed by EIP-3860 is ${limitBytes}.`,
    hint: "Enable the 'allowUnlimitedContractSize' option to allow init codes of any length.",
    data: { sizeBytes, limitBytes },
  })
}

/** `CHAIN_REPLACEMENT_UNDERPRICED`: less than a tenth above the transaction it would replace. */
export function replacementUnderpricedError(
  field: 'maxFeePerGas' | 'maxPriorityFeePerGas',
  minimum: bigint,
  nonce: bigint,
): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_REPLACEMENT_UNDERPRICED',
    message: `Replacement transaction underpriced. A gasPrice/${field} of at least ${minimum} is necessary to replace the existing transaction with nonce ${nonce}.`,
    data: { field, minimum, nonce },
  })
}

/** `CHAIN_TRANSACTION_NOT_MINED`: accepted, and yet no block took it. */
export function transactionNotMinedError(hash: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_TRANSACTION_NOT_MINED',
    message: `No block could take the transaction ${bytesToHex(hash)}`,
    hint: 'Its fees or its gas limit do not fit the next block',
  })
}

/** `CHAIN_TRANSACTION_NOT_FOUND`: no such transaction. */
export function transactionNotFoundError(hash: Uint8Array): ScaffoldError {
  return new ScaffoldError({
    code: 'CHAIN_TRANSACTION_NOT_FOUND',
    message: `Unable to find a block containing transaction ${bytesToHex(hash)}`,
  })
}
