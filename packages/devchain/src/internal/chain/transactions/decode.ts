import { createTxFromRLP } from '@ethereumjs/tx'
import { invalidTransactionError } from '../../../errors.js'
import type { Crypto } from '../../crypto.js'
import type { Rules } from '../rules.js'
import type { ChainTransaction } from '../types.js'
import { decodeBlobTransaction } from './blobs.js'
import { assertTypeSupported, constructing } from './fields.js'
import { pinTransaction, recoverSender } from './sign.js'

/**
 * A signed transaction from its encoding.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_TRANSACTION_TYPE_UNSUPPORTED`, `CHAIN_WRONG_CHAIN_ID`,
 *   `CRYPTO_INVALID_SIGNATURE`
 */
export async function decodeTransaction(
  raw: Uint8Array,
  rules: Rules,
  crypto: Crypto,
): Promise<ChainTransaction> {
  const [type] = raw
  if (type === undefined) throw invalidTransactionError('it is empty')
  if (type <= 0x7f) assertTypeSupported(type, rules)
  if (type === 3) {
    const { tx, sidecar } = await decodeBlobTransaction(raw, rules, crypto)
    return pinTransaction(tx, recoverSender(tx, rules, crypto), crypto, sidecar)
  }
  const options = { common: rules, freeze: false, allowUnlimitedInitCodeSize: true }
  const tx = constructing(rules, () => createTxFromRLP(raw, options))
  return pinTransaction(tx, recoverSender(tx, rules, crypto), crypto)
}
