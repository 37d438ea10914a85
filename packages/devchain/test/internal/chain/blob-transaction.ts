import assert from 'node:assert/strict'
import { Blob4844Tx, createBlob4844Tx } from '@ethereumjs/tx'
import type { PrefixedHexString } from '@ethereumjs/util'
import { bytesToHex } from '@scaffold-evm/common'
import { parseHardfork } from '../../../src/internal/chain/hardforks.js'
import { createRules } from '../../../src/internal/chain/rules.js'
import { loadCrypto } from '../../../src/internal/crypto.js'
import { readFixture } from '../../fixture.js'

/** A blob with the commitment and the proofs that c-kzg made of it. */
interface ProvenBlob {
  readonly blob: PrefixedHexString
  readonly commitment: PrefixedHexString
  readonly proof: PrefixedHexString
  readonly cellProofs: PrefixedHexString[]
}

/** The blob that the fixture was made of: hashes of the places of its elements. */
export async function provenBlob(): Promise<ProvenBlob> {
  const { sha256 } = await loadCrypto()
  const elements = Array.from({ length: 4096 }, (_, index) => {
    const hash = sha256(Uint8Array.of(index & 0xff, index >> 8))
    return `00${bytesToHex(hash).slice(4)}`
  })
  const proofs = readFixture<Omit<ProvenBlob, 'blob'>>('blob-proofs.json')
  return { ...proofs, blob: `0x${elements.join('')}` }
}

/** What a blob transaction is made for and by. */
interface BlobSender {
  readonly hardfork: string
  readonly chainId: bigint
  readonly privateKey: Uint8Array
}

/** A blob transaction with its blob, as clients send it. */
export async function signBlobTransaction(sender: BlobSender, to: Uint8Array): Promise<Blob4844Tx> {
  const { customCrypto } = await loadCrypto()
  const common = createRules({
    hardfork: parseHardfork(sender.hardfork),
    chainId: sender.chainId,
    customCrypto,
  })
  const { blob, commitment, proof, cellProofs } = await provenBlob()
  const hasCells = common.isActivatedEIP(7594)
  const tx = createBlob4844Tx(
    {
      to,
      blobs: [blob],
      kzgCommitments: [commitment],
      kzgProofs: hasCells ? cellProofs : [proof],
      networkWrapperVersion: hasCells ? 1 : 0,
      gasLimit: 21_000n,
      maxFeePerGas: 10n ** 10n,
      maxFeePerBlobGas: 10n,
    },
    { common },
  ).sign(sender.privateKey)
  assert.ok(tx instanceof Blob4844Tx)
  return tx
}
