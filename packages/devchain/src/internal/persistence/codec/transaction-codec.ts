import type { RlpItem } from '../../chain/rlp.js'
import type { Rules } from '../../chain/rules.js'
import type { BlobSidecar, ChainTransaction } from '../../chain/transactions/chain-transaction.js'
import { restoreTransaction } from '../../chain/transactions/decode.js'
import type { ItemReader } from './item-reader.js'

/** A transaction as items. An impersonated sender is in no signature; nodes differ in how they hash such. */
export function transactionItems({ tx, raw, hash, sender, sidecar }: ChainTransaction): RlpItem[] {
  const blobs =
    sidecar === undefined ? [] : [[...sidecar.blobs], [...sidecar.commitments], [...sidecar.proofs]]
  return [raw, hash, sender, blobs, tx.common.chainId()]
}

/** What reading a transaction needs. */
export interface TransactionContext {
  /** The chain may have had another chain id when the transaction came in. */
  rules(chainId: bigint): Rules
}

/** Reads what {@link transactionItems} wrote. */
export function readTransaction(
  reader: ItemReader,
  { rules: rulesOf }: TransactionContext,
): ChainTransaction {
  const raw = reader.bytes()
  const hash = reader.bytes()
  const sender = reader.bytes()
  const sidecar = readSidecar(reader.list())
  const rules = rulesOf(reader.quantity())
  return restoreTransaction(raw, { hash, sender, sidecar, rules })
}

function readSidecar(reader: ItemReader): BlobSidecar | undefined {
  if (reader.isDone) return undefined
  return {
    blobs: reader.byteStrings(),
    commitments: reader.byteStrings(),
    proofs: reader.byteStrings(),
  }
}
