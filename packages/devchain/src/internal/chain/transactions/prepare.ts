import { bytesToHex } from '@scaffold-evm/common'
import { wrongChainIdError } from '../../../errors/transaction.js'
import { most } from '../bigint-math.js'
import type { Rules } from '../rules.js'
import { assertFieldsSupported, type TransactionFields } from './fields.js'
import { transactionGasCap } from './gas-cap.js'
import type { TransactionRequest } from './transaction-request.js'

/** What fills the gaps of a request. Wei per gas. */
export interface RequestDefaults {
  readonly nonce: bigint
  readonly blockGasLimit: bigint
  readonly baseFeePerGas: bigint | undefined
  readonly blobBaseFee: bigint | undefined
  readonly priorityFeePerGas: bigint
  readonly gasPrice: bigint
  /** At least this, where room for the base fee to double is less. */
  readonly maxFeePerGas: bigint
}

/**
 * The transaction that a client asks for, complete: a fee market transaction where the rules have
 * them and nothing else is asked for, with room for the base fee to double.
 *
 * @throws `CHAIN_WRONG_CHAIN_ID`, `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`
 */
export function requestToFields(
  request: TransactionRequest,
  defaults: RequestDefaults,
  rules: Rules,
): TransactionFields {
  const { chainId, accessList = [], authorizationList = [] } = request
  if (chainId !== undefined && chainId !== rules.chainId()) {
    throw wrongChainIdError(chainId, rules.chainId(), 'request')
  }
  assertFieldsSupported(request, rules)
  return {
    type: request.type ?? impliedType(request, rules),
    nonce: request.nonce ?? defaults.nonce,
    gasLimit: request.gasLimit ?? mostGas(defaults.blockGasLimit, rules),
    to: request.to,
    valueWei: request.valueWei ?? 0n,
    data: request.data ?? new Uint8Array(0),
    gasPrice: request.gasPrice ?? defaults.gasPrice,
    ...feeMarketFees(request, defaults),
    maxFeePerBlobGas: request.maxFeePerBlobGas ?? (defaults.blobBaseFee ?? 0n) * 2n,
    accessList,
    authorizationList,
    blobVersionedHashes: (request.blobVersionedHashes ?? []).map(bytesToHex),
  }
}

/** The most gas that a transaction can have. */
export function mostGas(blockGasLimit: bigint, rules: Rules): bigint {
  const cap = transactionGasCap(rules)
  return cap !== undefined && cap < blockGasLimit ? cap : blockGasLimit
}

function impliedType(request: TransactionRequest, rules: Rules): number {
  if (request.authorizationList !== undefined) return 4
  if (request.blobs !== undefined || request.blobVersionedHashes !== undefined) return 3
  if (request.maxFeePerGas !== undefined || request.maxPriorityFeePerGas !== undefined) return 2
  if (request.gasPrice === undefined && rules.isActivatedEIP(1559)) return 2
  return request.accessList === undefined ? 0 : 1
}

function feeMarketFees(
  request: TransactionRequest,
  { baseFeePerGas = 0n, priorityFeePerGas: suggested, maxFeePerGas: least }: RequestDefaults,
): Pick<TransactionFields, 'maxFeePerGas' | 'maxPriorityFeePerGas'> {
  const { maxFeePerGas: given } = request
  const isBelow = given !== undefined && given < suggested
  const maxPriorityFeePerGas = request.maxPriorityFeePerGas ?? (isBelow ? given : suggested)
  const usual = most(baseFeePerGas * 2n + maxPriorityFeePerGas, least)
  return { maxPriorityFeePerGas, maxFeePerGas: given ?? usual }
}
