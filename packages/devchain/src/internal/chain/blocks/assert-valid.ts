import { Address } from '@ethereumjs/util'
import { insufficientFundsError, invalidTransactionError } from '../../../errors/transaction.js'
import { isDelegation } from '../execution/authorizations.js'
import type { Executor } from '../execution/executor.js'
import { assertGasLimit, assertInitCodeSize, assertMineable } from '../pool/admission.js'
import type { ChainTransaction } from '../transactions/chain-transaction.js'
import { type BlockFees, blobGas, maxCostWei } from '../transactions/to-execution.js'

/** What a block has left. */
export interface Remainder {
  readonly gasLeft: bigint
  readonly blobGasLeft: bigint
}

/**
 * Whether the protocol allows `transaction` as the next of a block, which a pool need not have seen.
 *
 * @throws the `CHAIN_` error that says what is wrong with it
 */
export async function assertValid(
  { tx, sender }: ChainTransaction,
  { state, rules }: Executor,
  { baseFeePerGas, blobBaseFee, gasLeft, blobGasLeft }: BlockFees & Remainder,
): Promise<void> {
  const address = new Address(sender)
  const account = await state.getAccount(address)
  const { nonce = 0n, balance = 0n } = account ?? {}
  const context = {
    rules,
    settings: { blockGasLimit: gasLeft, minGasPrice: 0n },
    allowUnlimitedContractSize: false,
  }
  assertMineable(tx, { baseFeePerGas, blobBaseFee, nonce }, context)
  assertGasLimit(tx, context)
  assertInitCodeSize(tx, context)
  const costWei = maxCostWei(tx, rules)
  if (costWei > balance) throw insufficientFundsError(costWei, balance)
  if (blobGas(tx, rules) > blobGasLeft) {
    throw invalidTransactionError(
      `its blobs take ${blobGas(tx, rules)} gas, ${blobGasLeft} is left`,
    )
  }
  // EIP-3607
  const code = await state.getCode(address)
  if (code.length > 0 && !isDelegation(code)) {
    throw invalidTransactionError('its sender is a contract')
  }
}
