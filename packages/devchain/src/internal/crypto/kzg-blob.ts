import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bigintToBytes, bytesToBigint, bytesToHex } from '@scaffold-evm/common'
import { invalidKzgInputError } from '../../errors.js'
import { fieldOrder, parseFieldElement } from './kzg-point.js'

const { Fr } = bls12_381.fields

/** Field elements in a blob. */
const elementCount = 4096
const challengeDomain = Buffer.from('FSBLOBVERIFY_V1_')
const primitiveRoot = 7n

/** A point of a blob's polynomial, and the polynomial divided by its distance from there. */
export interface BlobOpening {
  readonly z: bigint
  readonly y: bigint
  /** (p(x) - y) / (x - z), as a blob. Its commitment proves that p(z) = y. */
  quotient(): Uint8Array
}

/** Single points of blobs, as EIP-4844's proofs are about them. */
export class BlobOpener {
  readonly #sha256: (data: Uint8Array) => Uint8Array
  #roots: readonly bigint[] | undefined

  constructor(sha256: (data: Uint8Array) => Uint8Array) {
    this.#sha256 = sha256
  }

  /**
   * Opens a blob at the point that hashing it together with its commitment gives (EIP-4844,
   * compute_challenge, evaluate_polynomial_in_evaluation_form).
   *
   * @throws `KZG_INPUT_INVALID` when the blob is malformed
   */
  open(blob: Uint8Array, commitment: Uint8Array): BlobOpening {
    const values = parseBlob(blob)
    const roots = this.#domain()
    const z = this.#challenge(blob, commitment)
    // That a hash is one of 4096 numbers in 2^255 cannot be arranged.
    const inverses = Fr.invertBatch(roots.map((root) => Fr.sub(z, root)))
    let sum = 0n
    for (const [index, value] of values.entries()) {
      const weight = Fr.mul(roots[index] ?? 0n, inverses[index] ?? 0n)
      sum = Fr.add(sum, Fr.mul(value, weight))
    }
    const size = BigInt(elementCount)
    const y = Fr.mul(sum, Fr.div(Fr.sub(Fr.pow(z, size), 1n), size))
    const quotient = (): Uint8Array =>
      Buffer.concat(
        values.map((value, index) =>
          bigintToBytes(Fr.mul(Fr.sub(y, value), inverses[index] ?? 0n), 32),
        ),
      )
    return { z, y, quotient }
  }

  #challenge(blob: Uint8Array, commitment: Uint8Array): bigint {
    const degree = bigintToBytes(BigInt(elementCount), 16)
    const data = Buffer.concat([challengeDomain, degree, blob, commitment])
    return bytesToBigint(this.#sha256(data)) % fieldOrder
  }

  /** The roots of unity that the elements of a blob are values at: in bit-reversed order. */
  #domain(): readonly bigint[] {
    this.#roots ??= bitReversedRoots()
    return this.#roots
  }
}

function bitReversedRoots(): bigint[] {
  const generator = Fr.pow(primitiveRoot, (fieldOrder - 1n) / BigInt(elementCount))
  const roots: bigint[] = new Array(elementCount).fill(1n)
  let root = 1n
  for (let index = 0; index < elementCount; index++) {
    roots[reverseBits(index)] = root
    root = Fr.mul(root, generator)
  }
  return roots
}

function reverseBits(index: number): number {
  let reversed = 0
  for (let bit = 1; bit < elementCount; bit <<= 1) {
    reversed = (reversed << 1) | ((index & bit) === 0 ? 0 : 1)
  }
  return reversed
}

function parseBlob(blob: Uint8Array): bigint[] {
  if (blob.length !== elementCount * 32) throw invalidKzgInputError('a blob is not 131072 bytes')
  return Array.from({ length: elementCount }, (_, index) =>
    parseFieldElement(bytesToHex(blob.subarray(index * 32, index * 32 + 32))),
  )
}
