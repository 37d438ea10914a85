import { RLP } from '@ethereumjs/rlp'
import {
  type Blob4844Tx,
  createBlob4844TxFromSerializedNetworkWrapper,
  type TypedTransaction,
} from '@ethereumjs/tx'
import {
  blobsToCellProofs,
  blobsToCommitments,
  blobsToProofs,
  commitmentsToVersionedHashes,
  type KZG,
  type PrefixedHexString,
} from '@ethereumjs/util'
import { bytesToHex, hexToBytes } from '@scaffold-evm/common'
import { invalidTransactionError } from '../../../errors/transaction.js'
import type { Crypto } from '../../crypto.js'
import type { Rules } from '../rules.js'
import type { BlobSidecar } from './chain-transaction.js'
import { constructing } from './fields.js'

/** How many bytes a blob has. */
const blobSizeBytes = 131_072

/** Blobs with what proves them, and the hashes that a transaction names them by. */
export interface ProvenBlobs {
  readonly sidecar: BlobSidecar
  readonly versionedHashes: readonly Uint8Array[]
}

/**
 * Commits to blobs and proves them as the fork rules want it.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`
 */
export async function proveBlobs(
  blobs: readonly Uint8Array[],
  rules: Rules,
  crypto: Crypto,
): Promise<ProvenBlobs> {
  for (const { length } of blobs) {
    if (length === blobSizeBytes) continue
    throw invalidTransactionError(`a blob has ${length} bytes, not ${blobSizeBytes}`)
  }
  const kzg = await loadedKzg(crypto)
  const texts = blobs.map(bytesToHex)
  return constructing(rules, () => {
    const commitments = blobsToCommitments(kzg, texts)
    const proofs = rules.isActivatedEIP(7594)
      ? blobsToCellProofs(kzg, texts)
      : blobsToProofs(kzg, texts, commitments)
    return {
      sidecar: { blobs, commitments: commitments.map(hexToBytes), proofs: proofs.map(hexToBytes) },
      versionedHashes: commitmentsToVersionedHashes(commitments).map(hexToBytes),
    }
  })
}

/** A blob transaction as it stands in a block, and its blobs. */
export interface UnwrappedTransaction {
  readonly tx: TypedTransaction
  readonly sidecar: BlobSidecar
}

/**
 * Decodes a blob transaction with its blobs and checks their proofs.
 *
 * @throws `CHAIN_TRANSACTION_INVALID`, `CHAIN_WRONG_CHAIN_ID`
 */
export function decodeBlobTransaction(raw: Uint8Array, rules: Rules): UnwrappedTransaction {
  if (!constructing(rules, () => isWrapped(raw))) {
    throw invalidTransactionError('a blob transaction comes with its blobs')
  }
  return constructing(rules, () => {
    const options = { common: rules, freeze: false, allowUnlimitedInitCodeSize: true }
    const tx = createBlob4844TxFromSerializedNetworkWrapper(raw, options)
    return { tx, sidecar: detachSidecar(tx) }
  })
}

/** `03 || rlp([transaction, …])` rather than `03 || rlp([chainId, …])`. */
function isWrapped(raw: Uint8Array): boolean {
  const fields = RLP.decode(raw.subarray(1))
  return Array.isArray(fields) && Array.isArray(fields[0])
}

function detachSidecar(tx: Blob4844Tx): BlobSidecar {
  const sidecar = {
    blobs: toBytes(tx.blobs),
    commitments: toBytes(tx.kzgCommitments),
    proofs: toBytes(tx.kzgProofs),
  }
  Object.assign(tx, {
    networkWrapperVersion: undefined,
    blobs: undefined,
    kzgCommitments: undefined,
    kzgProofs: undefined,
  })
  return sidecar
}

function toBytes(list: readonly PrefixedHexString[] | undefined): Uint8Array[] {
  return (list ?? []).map(hexToBytes)
}

async function loadedKzg(crypto: Crypto): Promise<KZG> {
  await crypto.loadKzg()
  const { kzg } = crypto.customCrypto
  if (kzg === undefined) throw invalidTransactionError('there is no KZG to prove blobs with')
  return kzg
}
