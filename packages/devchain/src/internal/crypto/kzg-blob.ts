import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bigintToBytes, bytesToBigint } from '@scaffold-evm/common'
import {
  bitReversed,
  fieldOrder,
  formatFieldElements,
  parseFieldElements,
  rootsOfUnity,
} from './kzg-field.js'

const { Fr } = bls12_381.fields

/** Field elements in a blob. */
export const blobElements = 4096
const challengeDomain = Buffer.from('FSBLOBVERIFY_V1_')

/** A point of a blob's polynomial, and the polynomial divided by its distance from there. */
export interface BlobOpening {
  readonly z: bigint
  readonly y: bigint
  /** (p(x) - y) / (x - z), as a blob. Its commitment proves that p(z) = y. */
  quotient(): Uint8Array
}

/** What an opening takes besides the blob. */
export interface OpeningOptions {
  readonly commitment: Uint8Array
  readonly sha256: (data: Uint8Array) => Uint8Array
}

/**
 * Opens a blob at the point that hashing it together with its commitment gives (EIP-4844,
 * compute_challenge, evaluate_polynomial_in_evaluation_form).
 *
 * @throws `KZG_INPUT_INVALID` when the blob is malformed
 */
export function openBlob(blob: Uint8Array, options: OpeningOptions): BlobOpening {
  const values = parseFieldElements(blob, blobElements)
  const roots = bitReversed(rootsOfUnity(blobElements))
  const z = challengeOf(blob, options)
  // That a hash is one of 4096 numbers in 2^255 cannot be arranged: no difference is zero.
  const inverses = Fr.invertBatch(roots.map((root) => Fr.sub(z, root)))
  let sum = 0n
  for (const [index, value] of values.entries()) {
    const weight = Fr.mul(roots[index] ?? 0n, inverses[index] ?? 0n)
    sum = Fr.add(sum, Fr.mul(value, weight))
  }
  const size = BigInt(blobElements)
  const y = Fr.mul(sum, Fr.div(Fr.sub(Fr.pow(z, size), 1n), size))
  const quotient = (): Uint8Array =>
    formatFieldElements(
      values.map((value, index) => Fr.mul(Fr.sub(y, value), inverses[index] ?? 0n)),
    )
  return { z, y, quotient }
}

function challengeOf(blob: Uint8Array, { commitment, sha256 }: OpeningOptions): bigint {
  const degree = bigintToBytes(BigInt(blobElements), 16)
  return (
    bytesToBigint(sha256(Buffer.concat([challengeDomain, degree, blob, commitment]))) % fieldOrder
  )
}
