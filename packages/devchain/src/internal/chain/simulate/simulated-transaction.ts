import type { Crypto } from '../../crypto.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { createTransaction } from '../transactions/fields.js'
import { requestToFields } from '../transactions/prepare.js'
import { pinTransaction } from '../transactions/sign.js'
import type { TransactionRequest } from '../transactions/transaction-request.js'

/** What a call leaves to its place in a simulation. */
export interface PlaceOfCall {
  readonly nonce: bigint
  readonly gasLimit: bigint
}

const nobody = new Uint8Array(20)

/**
 * The transaction that a call would be, unsigned: its signature is zeros. What it does not say costs
 * nothing.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`, `CHAIN_WRONG_CHAIN_ID`
 */
export function simulatedTransaction(
  request: TransactionRequest,
  { nonce, gasLimit }: PlaceOfCall,
  { rules, crypto }: { readonly rules: Rules; readonly crypto: Crypto },
): ChainTransaction {
  // A call may have more gas and a higher nonce than ethereumjs takes for a transaction's.
  const tx = createTransaction(
    requestToFields({ ...request, nonce: 0n, gasLimit: 0n }, free, rules),
    rules,
  )
  Object.assign(tx, { nonce, gasLimit, v: 0n, r: 0n, s: 0n })
  return pinTransaction(tx, request.from ?? nobody, crypto)
}

const free = {
  nonce: 0n,
  blockGasLimit: 0n,
  baseFeePerGas: undefined,
  blobBaseFee: undefined,
  priorityFeePerGas: 0n,
  gasPrice: 0n,
  maxFeePerGas: 0n,
}
