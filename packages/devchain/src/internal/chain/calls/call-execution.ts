import { Address } from '@ethereumjs/util'
import { invalidTransactionError } from '../../../errors/transaction.js'
import { least } from '../bigint-math.js'
import type { EvmBlock } from '../execution/evm-block.js'
import type { Execution } from '../execution/execution.js'
import { intrinsicGas } from '../execution/intrinsic-gas.js'
import type { Rules } from '../rules.js'
import { accessListToBytes, authorizationsToBytes } from '../transactions/fields.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'

/** A call as it runs. */
export interface CallPlan {
  readonly execution: Execution
  /** The block with the base fee that the call sees. */
  readonly block: EvmBlock
}

/**
 * How `request` runs in `block` without being a transaction: without a price it is free, whatever the
 * base fee, and the base fee that it sees is 0, as in geth. So it is with a price below the base fee.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`
 */
export function planCall(request: TransactionRequest, block: EvmBlock, rules: Rules): CallPlan {
  const price = callPrice(request, block.header.baseFeePerGas)
  const gasLimit = request.gasLimit ?? block.header.gasLimit
  const valueWei = request.valueWei ?? 0n
  const data = request.data ?? new Uint8Array(0)
  const accessList = accessListToBytes(request.accessList ?? [])
  const authorizations = authorizationsToBytes(request.authorizationList ?? [])
  const blobVersionedHashes = request.blobVersionedHashes ?? []
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
    block: price.isBelowBaseFee ? withoutBaseFee(block) : block,
  }
}

interface CallPrice {
  readonly gasPrice: bigint
  readonly tipPerGas: bigint
  readonly isBelowBaseFee: boolean
}

function callPrice(request: TransactionRequest, baseFee = 0n): CallPrice {
  const priority = request.gasPrice ?? request.maxPriorityFeePerGas ?? 0n
  const maxFeePerGas = request.gasPrice ?? request.maxFeePerGas ?? priority
  if (maxFeePerGas < priority) {
    throw invalidTransactionError(
      `maxPriorityFeePerGas (${priority}) is greater than maxFeePerGas (${maxFeePerGas})`,
    )
  }
  const isBelowBaseFee = maxFeePerGas < baseFee
  const seenBaseFee = isBelowBaseFee ? 0n : baseFee
  const tipPerGas = least(priority, maxFeePerGas - seenBaseFee)
  return { gasPrice: seenBaseFee + tipPerGas, tipPerGas, isBelowBaseFee }
}

function withoutBaseFee({ header }: EvmBlock): EvmBlock {
  return { header: { ...header, baseFeePerGas: 0n } }
}
