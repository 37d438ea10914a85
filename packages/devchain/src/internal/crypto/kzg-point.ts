import { bls12_381 } from '@noble/curves/bls12-381.js'
import { hexToBytes } from '@scaffold-evm/common'
import { invalidKzgInputError } from '../../errors.js'

const { G1, G2, fields, pairingBatch } = bls12_381
const { Fp12 } = fields

/** The order of the field that blobs are made of. */
export const fieldOrder: bigint = fields.Fr.ORDER

// The secret of Ethereum's KZG ceremony times the generator: all that verifying one point needs of
// the trusted setup.
const secretPoint = G2.Point.fromHex(
  'b5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72' +
    '185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2',
)

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
 * @throws `KZG_INPUT_INVALID` when a point or a field element is malformed
 */
export function verifyPoint({ commitment, z, y, proof }: PointClaim): boolean {
  const numerator = parsePoint(commitment).subtract(G1.Point.BASE.multiplyUnsafe(y))
  const quotient = parsePoint(proof)
  const denominator = secretPoint.subtract(G2.Point.BASE.multiplyUnsafe(z))
  const pairs = [
    { g1: numerator, g2: G2.Point.BASE.negate() },
    { g1: quotient, g2: denominator },
  ].filter(({ g1, g2 }) => !g1.is0() && !g2.is0())
  return pairs.length === 0 || Fp12.eql(pairingBatch(pairs), Fp12.ONE)
}

/**
 * A field element in big-endian hexadecimal.
 *
 * @throws `KZG_INPUT_INVALID` unless it is 32 bytes and below the order of the field
 */
export function parseFieldElement(hex: string): bigint {
  const bytes = hexToBytes(hex)
  const element = bytes.length === 32 ? BigInt(hex) : fieldOrder
  if (element >= fieldOrder) throw invalidKzgInputError('a field element is out of range')
  return element
}

function parsePoint(bytes: Uint8Array): InstanceType<typeof G1.Point> {
  try {
    const point = G1.Point.fromBytes(bytes)
    if (!point.is0()) point.assertValidity()
    return point
  } catch (cause) {
    throw invalidKzgInputError('a point is not one of the G1 group', cause)
  }
}
