import type { RlpItem } from '../../chain/rlp.js'
import type { Rules } from '../../chain/rules.js'
import { restoreTransaction } from '../../chain/transactions/decode.js'
import type { BlobSidecar, ChainTransaction } from '../../chain/types.js'
import { quantityToBytes } from '../../chain/words.js'
import type { Crypto } from '../../crypto.js'
import type { ItemReader } from './item-reader.js'

/** A transaction as items. The sender is among them: an impersonated one is in no signature. */
export function transactionItems({ tx, raw, sender, sidecar }: ChainTransaction): RlpItem[] {
  const blobs =
    sidecar === undefined ? [] : [[...sidecar.blobs], [...sidecar.commitments], [...sidecar.proofs]]
  return [raw, sender, blobs, quantityToBytes(tx.common.chainId())]
}

/** What reading a transaction needs. */
export interface TransactionContext {
  readonly crypto: Crypto
  /** The chain may have had another chain id when the transaction came in. */
  rules(chainId: bigint): Rules
}

/** Reads what {@link transactionItems} wrote. */
export function readTransaction(
  reader: ItemReader,
  { crypto, rules: rulesOf }: TransactionContext,
): ChainTransaction {
  const raw = reader.bytes()
  const sender = reader.bytes()
  const sidecar = readSidecar(reader.list())
  const rules = rulesOf(reader.quantity())
  return restoreTransaction(raw, { sender, sidecar, rules, crypto })
}

function readSidecar(reader: ItemReader): BlobSidecar | undefined {
  if (reader.isDone) return undefined
  return {
    blobs: reader.byteStrings(),
    commitments: reader.byteStrings(),
    proofs: reader.byteStrings(),
  }
}
