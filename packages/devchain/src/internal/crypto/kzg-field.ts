import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bigintToBytes, bytesToBigint, hexToBytes } from '@scaffold-evm/common'
import { invalidKzgInputError } from '../../errors/crypto.js'

const { Fr } = bls12_381.fields

/** The order of the field that blobs are made of. */
export const fieldOrder: bigint = Fr.ORDER

const primitiveRoot = 7n
const elementBytes = 32

/** The generator of the `size`-th roots of unity. */
export function rootOfUnity(size: number): bigint {
  return Fr.pow(primitiveRoot, (fieldOrder - 1n) / BigInt(size))
}

/** The `size`-th roots of unity, the powers of their generator in turn. */
export function rootsOfUnity(size: number): bigint[] {
  const generator = rootOfUnity(size)
  const roots = [1n]
  for (let index = 1; index < size; index++) roots.push(Fr.mul(roots[index - 1] ?? 1n, generator))
  return roots
}

/** The items (a power of two of them) by the bits of their index read backwards. */
export function bitReversed<T>(items: readonly T[]): T[] {
  const reversed = items.slice()
  let partner = 0
  for (const [index, item] of items.entries()) {
    reversed[partner] = item
    // Counts `partner` up as if its bits stood in reverse: the carry runs to the right.
    let bit = items.length >> 1
    while (bit > 0 && (partner & bit) !== 0) {
      partner ^= bit
      bit >>= 1
    }
    if (index + 1 < items.length) partner |= bit
  }
  return reversed
}

/** The values at the roots of unity of the polynomial with these coefficients. */
export function evaluate(coefficients: readonly bigint[], roots: readonly bigint[]): bigint[] {
  const values = bitReversed(coefficients)
  for (let half = 1; half < values.length; half *= 2) {
    const stride = values.length / (2 * half)
    for (let start = 0; start < values.length; start += 2 * half) {
      for (let offset = 0; offset < half; offset++) {
        const low = start + offset
        const even = values[low] ?? 0n
        const odd = Fr.mul(values[low + half] ?? 0n, roots[offset * stride] ?? 0n)
        values[low] = Fr.add(even, odd)
        values[low + half] = Fr.sub(even, odd)
      }
    }
  }
  return values
}

/** The coefficients of the polynomial that has these values at the roots of unity. */
export function interpolate(values: readonly bigint[], roots: readonly bigint[]): bigint[] {
  const [first, ...others] = roots
  const inverseRoots = first === undefined ? [] : [first, ...others.reverse()]
  const scale = Fr.inv(BigInt(values.length))
  return evaluate(values, inverseRoots).map((value) => Fr.mul(value, scale))
}

/**
 * A field element in big-endian hexadecimal.
 *
 * @throws `KZG_INPUT_INVALID` unless it is 32 bytes and below the order of the field
 */
export function parseFieldElement(hex: string): bigint {
  const [element] = parseFieldElements(hexToBytes(hex), 1)
  return element ?? 0n
}

/**
 * The field elements that `bytes` is made of.
 *
 * @throws `KZG_INPUT_INVALID` unless there are `count` below the order of the field
 */
export function parseFieldElements(bytes: Uint8Array, count: number): bigint[] {
  if (bytes.length !== count * elementBytes) {
    throw invalidKzgInputError(`expected ${count * elementBytes} bytes, got ${bytes.length}`)
  }
  return Array.from({ length: count }, (_, index) => {
    const start = index * elementBytes
    const element = bytesToBigint(bytes.subarray(start, start + elementBytes))
    if (element >= fieldOrder) throw invalidKzgInputError('a field element is out of range')
    return element
  })
}

/** The field elements one after the other, big-endian. */
export function formatFieldElements(elements: readonly bigint[]): Uint8Array {
  return Buffer.concat(elements.map((element) => bigintToBytes(element, elementBytes)))
}
