import type { ChainTransaction, MinedTransaction } from './chain-transaction.js'

/** The transaction as it was before it was mined. */
export function withoutBlock(mined: MinedTransaction): ChainTransaction {
  const { tx, hash, sender, raw, sidecar } = mined
  return { tx, hash, sender, raw, sidecar }
}
