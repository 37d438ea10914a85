import { pippenger } from '@noble/curves/abstract/curve.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bytesToBigint } from '@scaffold-evm/common'
import { invalidKzgInputError } from '../../errors/crypto.js'
import { blobElements } from './kzg-blob.js'
import {
  bitReversed,
  evaluate,
  fieldOrder,
  formatFieldElements,
  interpolate,
  parseFieldElements,
  rootOfUnity,
  rootsOfUnity,
} from './kzg-field.js'
import { type G1Point, isSameProduct, parsePoint } from './kzg-point.js'
import { secretPower64G2, secretPowersG1 } from './kzg-setup.js'

const { Fr } = bls12_381.fields
const { G1, G2 } = bls12_381

const cellElements = 64
const cellCount = 128

/**
 * The blob extended to twice its size by the values of its polynomial at further points, in cells
 * (EIP-7594, compute_cells).
 *
 * @throws `KZG_INPUT_INVALID` when the blob is malformed
 */
export function extendBlob(blob: Uint8Array): Uint8Array[] {
  const values = bitReversed(parseFieldElements(blob, blobElements))
  const coefficients = interpolate(values, rootsOfUnity(blobElements))
  const padded = [...coefficients, ...new Array<bigint>(blobElements).fill(0n)]
  const extended = bitReversed(evaluate(padded, rootsOfUnity(blobElements * 2)))
  return Array.from({ length: cellCount }, (_, index) =>
    formatFieldElements(extended.slice(index * cellElements, (index + 1) * cellElements)),
  )
}

/** That the polynomial of `commitment` has the values of `cell`, the `index`-th of its blob. */
export interface CellClaim {
  readonly commitment: Uint8Array
  readonly index: number
  readonly cell: Uint8Array
  readonly proof: Uint8Array
}

/**
 * Whether all claims hold, checked as one random combination of them (EIP-7594,
 * verify_cell_kzg_proof_batch).
 *
 * @throws `KZG_INPUT_INVALID` when a claim is malformed
 */
export function verifyCells(
  claims: readonly CellClaim[],
  sha256: (data: Uint8Array) => Uint8Array,
): boolean {
  if (claims.length === 0) return true
  const weights = powersOf(challengeOf(claims, sha256), claims.length)
  const shifts = claims.map(({ index }) => cosetShift(index))
  const proofs = claims.map(({ proof }) => parsePoint(proof))
  const shiftedWeights = weights.map((weight, place) =>
    Fr.mul(weight, Fr.pow(shifts[place] ?? 0n, BigInt(cellElements))),
  )
  const interpolated = pippenger(
    G1.Point,
    secretPowersG1.map((point) => G1.Point.fromHex(point)),
    combinedInterpolation(claims, shifts, weights),
  )
  const numerator = combinedCommitments(claims, weights)
    .subtract(interpolated)
    .add(pippenger(G1.Point, proofs, shiftedWeights))
  const quotient = pippenger(G1.Point, proofs, weights)
  return isSameProduct([numerator, G2.Point.BASE], [quotient, G2.Point.fromHex(secretPower64G2)])
}

function combinedCommitments(claims: readonly CellClaim[], weights: readonly bigint[]): G1Point {
  // All cells of a blob come with the same commitment: parsed once, weighed by the sum.
  const sums = new Map<string, { point: G1Point; weight: bigint }>()
  for (const [place, { commitment }] of claims.entries()) {
    const key = commitment.join()
    const { point, weight } = sums.get(key) ?? { point: parsePoint(commitment), weight: 0n }
    sums.set(key, { point, weight: Fr.add(weight, weights[place] ?? 0n) })
  }
  const terms = [...sums.values()]
  return pippenger(
    G1.Point,
    terms.map(({ point }) => point),
    terms.map(({ weight }) => weight),
  )
}

/** The coefficients of the weighted sum of the polynomials through the cells. */
function combinedInterpolation(
  claims: readonly CellClaim[],
  shifts: readonly bigint[],
  weights: readonly bigint[],
): bigint[] {
  const roots = rootsOfUnity(cellElements)
  const combined = new Array<bigint>(cellElements).fill(0n)
  for (const [place, { cell }] of claims.entries()) {
    const values = bitReversed(parseFieldElements(cell, cellElements))
    // p(shift·x) has the coefficients of p times powers of the shift.
    const unshift = Fr.inv(shifts[place] ?? 1n)
    let scale = weights[place] ?? 0n
    for (const [power, coefficient] of interpolate(values, roots).entries()) {
      combined[power] = Fr.add(combined[power] ?? 0n, Fr.mul(coefficient, scale))
      scale = Fr.mul(scale, unshift)
    }
  }
  return combined
}

/** The first of the points that a cell has the values at. */
function cosetShift(index: number): bigint {
  if (!Number.isInteger(index) || index < 0 || index >= cellCount) {
    throw invalidKzgInputError(`there is no cell ${index}`)
  }
  const order = bitReversed(Array.from({ length: cellCount }, (_, place) => place))
  return Fr.pow(rootOfUnity(blobElements * 2), BigInt(order[index] ?? 0))
}

function powersOf(base: bigint, count: number): bigint[] {
  const powers: bigint[] = []
  for (let power = 1n; powers.length < count; power = Fr.mul(power, base)) powers.push(power)
  return powers
}

function challengeOf(
  claims: readonly CellClaim[],
  sha256: (data: Uint8Array) => Uint8Array,
): bigint {
  const data = claims.flatMap(({ commitment, index, cell, proof }) => [
    commitment,
    Uint8Array.of(index),
    cell,
    proof,
  ])
  return bytesToBigint(sha256(Buffer.concat(data))) % fieldOrder
}
