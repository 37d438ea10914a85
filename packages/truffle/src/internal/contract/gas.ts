import type { RpcFailure } from '../rpc/json-rpc.js'
import { formatCallFields, type TransactionFields } from '../rpc/transaction-fields.js'
import { errorsOf, request } from './chain-access.js'
import type { ContractClass } from './contract-class.js'
import { reasonOfFailure } from './revert-reason.js'

/**
 * The gas of a transaction that does not say how much: what the node estimates and a quarter more, below a block's
 * limit. What would fail fails here, before it is sent.
 *
 * @throws the node's error, with ` -- Reason given: ….` appended when it gives one
 */
export async function gasFor(
  contract: ContractClass,
  fields: TransactionFields,
  blockLimit: string,
): Promise<unknown> {
  if (fields['gas']) return fields['gas']
  if (!contract.autoGas) return undefined
  try {
    const estimate = multiplyGas(await estimateGas(contract, fields), contract.gasMultiplier)
    const limit = BigInt(blockLimit)
    return `0x${(estimate >= limit ? limit - 1n : estimate).toString(16)}`
  } catch (error) {
    throw explain(contract, error)
  }
}

/** What the node estimates. Turns `fields` into JSON-RPC's. */
export async function estimateGas(
  contract: ContractClass,
  fields: TransactionFields,
): Promise<bigint> {
  formatCallFields(fields)
  return BigInt(String(await request(contract, 'eth_estimateGas', fields)))
}

/** Rounds down, and looks at no more than five digits of the factor. */
function multiplyGas(gas: bigint, factor: number): bigint {
  const digits = Math.min(String(factor).length - 1, 5)
  const denominator = 10n ** BigInt(digits)
  return (gas * BigInt(Math.round(factor * Number(denominator)))) / denominator
}

/** Gives an error the reason that its data tells of. */
export function explain(contract: ContractClass, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const failure: RpcFailure = error
  const reason = reasonOfFailure(failure, errorsOf(contract))
  failure.reason = reason
  if (reason) failure.message += ` -- Reason given: ${reason}.`
  return failure
}
