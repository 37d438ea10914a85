import { Address } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import { feeBelowBaseFeeError, invalidTransactionError } from '../../../errors.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution } from '../execution/execution.js'
import { intrinsicGas } from '../execution/intrinsic-gas.js'
import type { Rules } from '../rules.js'
import { accessListToBytes, authorizationsToBytes } from '../transactions/fields.js'
import type { TransactionRequest } from '../types.js'

/** A call as it runs, and the most that it may cost. */
export interface CallPlan {
  readonly execution: Execution
  /** The block with the base fee that the call sees. */
  readonly block: EvmBlock
  /** What the sender has to own, wei. */
  readonly costWei: bigint
}

/**
 * How `request` runs in `block` without being a transaction: without a price it is free, whatever the
 * base fee, and the base fee that it sees is 0, as in geth.
 *
 * @throws `CHAIN_FEE_TOO_LOW`, `CHAIN_TRANSACTION_INVALID`
 */
export function planCall(request: TransactionRequest, block: EvmBlock, rules: Rules): CallPlan {
  const price = callPrice(request, block.header.baseFeePerGas)
  const isFree = price.maxFeePerGas === 0n
  const gasLimit = request.gasLimit ?? block.header.gasLimit
  const valueWei = request.valueWei ?? 0n
  const data = request.data ?? new Uint8Array(0)
  const accessList = accessListToBytes(request.accessList ?? [])
  const authorizations = authorizationsToBytes(request.authorizationList ?? [])
  const blobVersionedHashes = (request.blobVersionedHashes ?? []).map(bytesToHex)
  return {
    execution: {
      sender: new Address(request.from ?? new Uint8Array(20)),
      to: request.to === undefined ? undefined : new Address(request.to),
      data,
      valueWei,
      gasLimit,
      gasPrice: price.gasPrice,
      tipPerGas: price.tipPerGas,
      accessList,
      authorizations,
      blobVersionedHashes,
      blobFeeWei: 0n,
      ...intrinsicGas(
        {
          isCreation: request.to === undefined,
          data,
          accessList,
          authorizationCount: authorizations.length,
        },
        rules,
      ),
    },
    block: isFree && block.header.baseFeePerGas !== undefined ? withoutBaseFee(block) : block,
    costWei: gasLimit * price.maxFeePerGas + valueWei,
  }
}

interface CallPrice {
  readonly gasPrice: bigint
  readonly tipPerGas: bigint
  readonly maxFeePerGas: bigint
}

function callPrice(request: TransactionRequest, baseFee: bigint | undefined): CallPrice {
  const priority = request.gasPrice ?? request.maxPriorityFeePerGas ?? 0n
  const maxFeePerGas = request.gasPrice ?? request.maxFeePerGas ?? priority
  if (maxFeePerGas === 0n) return { gasPrice: 0n, tipPerGas: 0n, maxFeePerGas }
  if (maxFeePerGas < priority) {
    throw invalidTransactionError(
      `maxPriorityFeePerGas (${priority}) is greater than maxFeePerGas (${maxFeePerGas})`,
    )
  }
  if (baseFee === undefined)
    return { gasPrice: maxFeePerGas, tipPerGas: maxFeePerGas, maxFeePerGas }
  if (maxFeePerGas < baseFee) {
    const field = request.gasPrice === undefined ? 'maxFeePerGas' : 'gasPrice'
    throw feeBelowBaseFeeError(field, maxFeePerGas, baseFee)
  }
  const tipPerGas = priority < maxFeePerGas - baseFee ? priority : maxFeePerGas - baseFee
  return { gasPrice: baseFee + tipPerGas, tipPerGas, maxFeePerGas }
}

function withoutBaseFee({ header }: EvmBlock): EvmBlock {
  return { header: { ...header, baseFeePerGas: 0n } }
}
