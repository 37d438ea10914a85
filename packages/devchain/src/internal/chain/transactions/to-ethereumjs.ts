import { FeeMarket1559Tx, type TypedTransaction } from '@ethereumjs/tx'
import type { FeeMarketTransaction, Transaction } from './transaction.js'

/** The transaction as ethereumjs has it, for its blocks. */
export function transactionToEthereumjs(tx: Transaction): TypedTransaction {
  return tx.type === 2 && !('serialize' in tx) ? feeMarketToEthereumjs(tx) : ofEthereumjs(tx)
}

/** All are but those of `createFeeMarketTransaction`. */
function ofEthereumjs(tx: Transaction): TypedTransaction {
  return tx as TypedTransaction
}

function feeMarketToEthereumjs(tx: FeeMarketTransaction): TypedTransaction {
  const { nonce, gasLimit, to, value, data, maxFeePerGas, maxPriorityFeePerGas, v, r, s } = tx
  const accessList = tx.accessList.map(([address, slots]): [Uint8Array, Uint8Array[]] => [
    address,
    [...slots],
  ])
  const made = new FeeMarket1559Tx(
    { data, accessList, ...(to === undefined ? {} : { to }) },
    { common: tx.common, freeze: false, allowUnlimitedInitCodeSize: true },
  )
  // Not checked again: what is simulated or comes of another chain need not be valid.
  const values = { nonce, gasLimit, value, maxFeePerGas, maxPriorityFeePerGas, v, r, s }
  return Object.assign(made, values)
}
