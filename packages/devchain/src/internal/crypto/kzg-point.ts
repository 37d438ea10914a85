import { bls12_381 } from '@noble/curves/bls12-381.js'
import { invalidKzgInputError } from '../../errors/crypto.js'
import { secretG2 } from './kzg-setup.js'

const { G1, G2, pairingBatch } = bls12_381
const { Fp12 } = bls12_381.fields

type Bls = typeof bls12_381
export type G1Point = InstanceType<Bls['G1']['Point']>
export type G2Point = InstanceType<Bls['G2']['Point']>

/** A claim about a polynomial: at `z` it has the value `y`. Points are compressed. */
export interface PointClaim {
  readonly commitment: Uint8Array
  readonly z: bigint
  readonly y: bigint
  readonly proof: Uint8Array
}

/**
 * Whether the polynomial of `commitment` has the value `y` at `z` (EIP-4844, verify_kzg_proof).
 *
 * @throws `KZG_INPUT_INVALID` when a point is malformed
 */
export function verifyPoint({ commitment, z, y, proof }: PointClaim): boolean {
  const numerator = parsePoint(commitment).subtract(G1.Point.BASE.multiplyUnsafe(y))
  const denominator = G2.Point.fromHex(secretG2).subtract(G2.Point.BASE.multiplyUnsafe(z))
  return isSameProduct([numerator, G2.Point.BASE], [parsePoint(proof), denominator])
}

/** Whether the pairings of `left` and of `right` are equal. */
export function isSameProduct(
  left: readonly [G1Point, G2Point],
  right: readonly [G1Point, G2Point],
): boolean {
  const pairs = [
    { g1: left[0], g2: left[1].negate() },
    { g1: right[0], g2: right[1] },
  ].filter(({ g1, g2 }) => !g1.is0() && !g2.is0())
  return pairs.length === 0 || Fp12.eql(pairingBatch(pairs), Fp12.ONE)
}

/**
 * A compressed point of G1, the one at infinity included.
 *
 * @throws `KZG_INPUT_INVALID`
 */
export function parsePoint(bytes: Uint8Array): G1Point {
  try {
    const point = G1.Point.fromBytes(bytes)
    if (!point.is0()) point.assertValidity()
    return point
  } catch (cause) {
    throw invalidKzgInputError('a point is not one of the G1 group', cause)
  }
}
