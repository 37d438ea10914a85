import { least } from '../../chain/bigint-math.js'
import type { Chain } from '../../chain/chain.js'
import type { TransactionRequest } from '../../chain/transactions/transaction-request.js'
import { RpcError, rpcCode } from '../rpc-error.js'

/** Wei per gas: what a transaction gives the miner that does not say how much. */
const usualPriorityFee = 1_000_000_000n

/** Types of transactions that Ganache does not know, which are what they say. */
const oldestUnknownType = 3

/**
 * The fees of a transaction as Ganache reads them: of a price and fees the price counts, unless the type asks for fees;
 * what has no price is a fee market transaction. Before London, without a base fee, there is nothing but the price.
 */
export function chooseFees(
  request: TransactionRequest,
  nextBaseFee: bigint | undefined,
): TransactionRequest {
  const { type = 0, gasPrice } = request
  if (type >= oldestUnknownType) return request
  if (nextBaseFee === undefined || (gasPrice !== undefined && type !== 2)) {
    return { ...withoutFees(request), gasPrice, type: oldType(request) }
  }
  const maxFeePerGas = request.maxFeePerGas ?? feeForThreeBlocks(nextBaseFee)
  const priority = request.maxPriorityFeePerGas ?? usualPriorityFee
  return {
    ...withoutFees(request),
    type: 2,
    maxFeePerGas,
    maxPriorityFeePerGas: least(priority, maxFeePerGas),
  }
}

/** Before Berlin an access list is no field that it knows. */
export function withoutUnknownFields(
  request: TransactionRequest,
  { schedule, head }: Chain,
): TransactionRequest {
  if (request.accessList === undefined) return request
  const isKnown = schedule.rulesOf(head.header).isActivatedEIP(2930)
  return isKnown ? request : { ...request, accessList: undefined }
}

/** Without an access list there is nothing that the first typed transactions are for. */
function oldType({ type, accessList }: TransactionRequest): number | undefined {
  return accessList === undefined ? 0 : type === 2 ? 1 : type
}

function withoutFees(request: TransactionRequest): TransactionRequest {
  return {
    ...request,
    gasPrice: undefined,
    maxFeePerGas: undefined,
    maxPriorityFeePerGas: undefined,
  }
}

/** Enough if the next two blocks raise the base fee as far as they can. */
function feeForThreeBlocks(next: bigint): bigint {
  const second = next + next / 8n
  return second + second / 8n
}

/** A call's price: none where the request has a price, what the fees come to where it has fees. */
export function chooseCallPrice(
  request: TransactionRequest,
  baseFeePerGas: bigint | undefined,
): TransactionRequest {
  const { gasPrice, maxFeePerGas = 0n, maxPriorityFeePerGas = 0n } = request
  if (baseFeePerGas === undefined) return withoutFees(request)
  const hasFees = request.maxFeePerGas !== undefined || request.maxPriorityFeePerGas !== undefined
  if (gasPrice !== undefined && hasFees) {
    const message = 'both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified'
    throw new RpcError(rpcCode.parseError, message)
  }
  const paid = least(maxFeePerGas, baseFeePerGas + maxPriorityFeePerGas)
  return { ...withoutFees(request), ...(hasFees && paid > 0n ? { gasPrice: paid } : {}) }
}

/** An estimate's price, in a block without a base fee. */
export function chooseEstimatePrice(
  request: TransactionRequest,
  baseFeePerGas: bigint | undefined,
): TransactionRequest {
  const { gasPrice, maxFeePerGas, maxPriorityFeePerGas = usualPriorityFee } = request
  if (gasPrice !== undefined || baseFeePerGas === undefined) {
    return { ...withoutFees(request), gasPrice }
  }
  const isFree = maxFeePerGas === undefined
  return {
    ...withoutFees(request),
    ...(isFree ? {} : { gasPrice: least(maxFeePerGas, maxPriorityFeePerGas) }),
  }
}
