// Quotients and remainders of words, see `u256`.

import { clear } from './memory'
import { add, copy, highProduct, isNegative, isShort, isZero, lessThan, negate, setSmall, subtract } from './u256'

// Long division with limbs of 64 bits as digits. WebAssembly has no division of 128 bits by 64: quotients of single
// digits come from a multiplication by the reciprocal of the divisor's top (Möller and Granlund, "Improved division by
// invariant integers", 2011).

/** Up to 8 limbs and one for what normalizing shifts out; in the end the remainder. */
const dividend = memory.data(9 * 8, 8)
const divisor = memory.data(4 * 8, 8)
const quotient = memory.data(8 * 8, 8)

@inline
function limb(words: usize, index: i32): u64 {
  return load<u64>(words + (<usize>index << 3))
}
@inline
function setLimb(words: usize, index: i32, value: u64): void {
  store<u64>(words + (<usize>index << 3), value)
}

function limbCount(words: usize, most: i32): i32 {
  while (most > 0 && limb(words, most - 1) == 0) most--
  return most
}

/** floor((2^128 - 1) / d) - 2^64, for d with its highest bit set. */
function reciprocal(d: u64): u64 {
  const dHigh = d >> 32
  const dLow = d & 0xffffffff
  const top = ~d
  let q1 = top / dHigh
  let rest = top - q1 * dHigh
  while (q1 >> 32 != 0 || q1 * dLow > ((rest << 32) | 0xffffffff)) {
    q1--
    rest += dHigh
    if (rest >> 32 != 0) break
  }
  const middle = (top << 32) + 0xffffffff - q1 * d
  let q0 = middle / dHigh
  rest = middle - q0 * dHigh
  while (q0 >> 32 != 0 || q0 * dLow > ((rest << 32) | 0xffffffff)) {
    q0--
    rest += dHigh
    if (rest >> 32 != 0) break
  }
  return (q1 << 32) + q0
}

// Code mostly divides by the same few numbers, so the last reciprocal is kept. No divisor here is zero.
let keptDivisor1: u64 = 0
let keptDivisor0: u64 = 0
let keptReciprocal: u64 = 0
let keptDivisor: u64 = 0
let keptShortReciprocal: u64 = 0

/** floor((2^192 - 1) / (d1, d0)) - 2^64: the reciprocal of a divisor of two limbs. */
@inline
function reciprocalOfTwo(d1: u64, d0: u64): u64 {
  if (d1 != keptDivisor1 || d0 != keptDivisor0) keepReciprocalOfTwo(d1, d0)
  return keptReciprocal
}

function keepReciprocalOfTwo(d1: u64, d0: u64): void {
  keptDivisor1 = d1
  keptDivisor0 = d0
  keptReciprocal = computeReciprocalOfTwo(d1, d0)
}

function computeReciprocalOfTwo(d1: u64, d0: u64): u64 {
  let v = reciprocal(d1)
  let p = d1 * v + d0
  if (p < d0) {
    v--
    if (p >= d1) {
      v--
      p -= d1
    }
    p -= d1
  }
  const high = highProduct(v, d0)
  p += high
  if (p < high) {
    v--
    if (p > d1 || (p == d1 && v * d0 + d0 >= d0)) v--
  }
  return v
}

/**
 * Divides the first `size` limbs of `dividend`, which become the remainder, by the word at `by`, not zero. The quotient
 * is in `quotient`.
 */
function divideLimbs(size: i32, by: usize): void {
  const n = limbCount(by, 4)
  const m = limbCount(dividend, size)
  clear(quotient, 32)
  if (m < n) return
  const shift = clz<u64>(limb(by, n - 1))
  shiftLimbsLeft(divisor, by, n, shift)
  setLimb(dividend, m, shiftLimbsLeft(dividend, dividend, m, shift))
  if (n == 1) divideByOne(m)
  else if (n == 2) divideByTwo(m)
  else divideByMore(m, n)
  shiftLimbsRight(dividend, n, shift)
}

/** Returns what is shifted out. */
function shiftLimbsLeft(out: usize, words: usize, count: i32, shift: u64): u64 {
  if (shift == 0) {
    if (out != words) copy(out, words)
    return 0
  }
  let carry: u64 = 0
  for (let index = 0; index < count; index++) {
    const value = limb(words, index)
    setLimb(out, index, (value << shift) | carry)
    carry = value >> (64 - shift)
  }
  return carry
}

function shiftLimbsRight(words: usize, count: i32, shift: u64): void {
  if (shift == 0) return
  for (let index = 0; index < count; index++) {
    const above: u64 = index + 1 < count ? limb(words, index + 1) << (64 - shift) : 0
    setLimb(words, index, (limb(words, index) >> shift) | above)
  }
}

function divideByOne(m: i32): void {
  const d = limb(divisor, 0)
  if (d != keptDivisor) {
    keptDivisor = d
    keptShortReciprocal = reciprocal(d)
  }
  const v = keptShortReciprocal
  let rest = limb(dividend, m)
  setLimb(dividend, m, 0)
  for (let index = m - 1; index >= 0; index--) {
    const next = limb(dividend, index)
    const low = v * rest + next
    let q = highProduct(v, rest) + rest + u64(low < next) + 1
    rest = next - q * d
    if (rest > low) {
      q--
      rest += d
    }
    if (rest >= d) {
      q++
      rest -= d
    }
    setLimb(quotient, index, q)
    setLimb(dividend, index, 0)
  }
  setLimb(dividend, 0, rest)
}

/** What is left of the three limbs that `divideThree` divided. */
let rest1: u64 = 0
let rest0: u64 = 0

/** The quotient, of one limb, of (u2, u1, u0) by (d1, d0) with the reciprocal v; (u2, u1) is less than (d1, d0). */
function divideThree(u2: u64, u1: u64, u0: u64, d1: u64, d0: u64, v: u64): u64 {
  const low = v * u2 + u1
  let q = highProduct(v, u2) + u2 + u64(low < u1)
  let r1 = u1 - q * d1
  // r -= q * d0 + (d1, d0)
  const product = q * d0
  r1 -= highProduct(q, d0) + u64(u0 < product) + d1
  const difference = u0 - product
  let r0 = difference - d0
  r1 -= u64(difference < d0)
  q++
  if (r1 >= low) {
    q--
    r0 += d0
    r1 += d1 + u64(r0 < d0)
  }
  if (r1 > d1 || (r1 == d1 && r0 >= d0)) {
    q++
    r1 -= d1 + u64(r0 < d0)
    r0 -= d0
  }
  rest1 = r1
  rest0 = r0
  return q
}

function divideByTwo(m: i32): void {
  const d1 = limb(divisor, 1)
  const d0 = limb(divisor, 0)
  const v = reciprocalOfTwo(d1, d0)
  rest1 = limb(dividend, m)
  rest0 = limb(dividend, m - 1)
  for (let index = m - 2; index >= 0; index--) {
    setLimb(quotient, index, divideThree(rest1, rest0, limb(dividend, index), d1, d0, v))
    setLimb(dividend, index + 2, 0)
  }
  setLimb(dividend, 1, rest1)
  setLimb(dividend, 0, rest0)
}

/** Knuth's algorithm D: the quotient of the top limbs is the digit, or one too many. */
function divideByMore(m: i32, n: i32): void {
  const d1 = limb(divisor, n - 1)
  const d0 = limb(divisor, n - 2)
  const v = reciprocalOfTwo(d1, d0)
  for (let index = m - n; index >= 0; index--) {
    const u2 = limb(dividend, index + n)
    const u1 = limb(dividend, index + n - 1)
    let q = u64.MAX_VALUE
    if (u2 != d1 || u1 != d0) q = divideThree(u2, u1, limb(dividend, index + n - 2), d1, d0, v)
    if (subtractProduct(index, q, n)) {
      q--
      addBack(index, n)
    }
    setLimb(quotient, index, q)
  }
}

/** Subtracts q * divisor from the limbs at `place`; returns whether it was too much. */
function subtractProduct(place: i32, q: u64, n: i32): bool {
  let carry: u64 = 0
  let index = 0
  for (; index < n; index++) {
    const d = limb(divisor, index)
    const product = q * d + carry
    carry = highProduct(q, d) + u64(product < carry)
    const value = limb(dividend, place + index)
    setLimb(dividend, place + index, value - product)
    carry += u64(value < product)
  }
  const top = limb(dividend, place + index)
  setLimb(dividend, place + index, top - carry)
  return top < carry
}

function addBack(place: i32, n: i32): void {
  let carry: u64 = 0
  let index = 0
  for (; index < n; index++) {
    const value = limb(dividend, place + index)
    const sum = value + limb(divisor, index)
    const total = sum + carry
    carry = u64(sum < value) | u64(total < sum)
    setLimb(dividend, place + index, total)
  }
  setLimb(dividend, place + index, limb(dividend, place + index) + carry)
}

/** out = a / b, zero when b is. */
export function divide(out: usize, a: usize, b: usize): void {
  if (isZero(b)) return setSmall(out, 0)
  if (isShort(a) && isShort(b)) return setSmall(out, load<u64>(a) / load<u64>(b))
  if (lessThan(a, b)) return setSmall(out, 0)
  copy(dividend, a)
  divideLimbs(4, b)
  copy(out, quotient)
}

/** out = a % b, zero when b is. */
export function remainder(out: usize, a: usize, b: usize): void {
  if (isZero(b)) return setSmall(out, 0)
  if (isShort(a) && isShort(b)) return setSmall(out, load<u64>(a) % load<u64>(b))
  if (lessThan(a, b)) return copy(out, a)
  copy(dividend, a)
  divideLimbs(4, b)
  copy(out, dividend)
}

const signedA = memory.data(32, 8)
const signedB = memory.data(32, 8)

function magnitude(out: usize, a: usize): void {
  if (isNegative(a)) negate(out, a)
  else copy(out, a)
}

/** out = a / b of two's complement numbers, towards zero; zero when b is. */
export function signedDivide(out: usize, a: usize, b: usize): void {
  const isResultNegative = isNegative(a) != isNegative(b)
  magnitude(signedA, a)
  magnitude(signedB, b)
  divide(out, signedA, signedB)
  if (isResultNegative) negate(out, out)
}

/** out = a % b of two's complement numbers, with the sign of a; zero when b is. */
export function signedRemainder(out: usize, a: usize, b: usize): void {
  const isResultNegative = isNegative(a)
  magnitude(signedA, a)
  magnitude(signedB, b)
  remainder(out, signedA, signedB)
  if (isResultNegative) negate(out, out)
}

const sum = memory.data(32, 8)

/** out = (a + b) % m without overflow, zero when m is. */
export function addModulo(out: usize, a: usize, b: usize, m: usize): void {
  if (isZero(m)) return setSmall(out, 0)
  const areReduced = lessThan(a, m) && lessThan(b, m)
  const carry = add(sum, a, b)
  if (areReduced) {
    if (carry == 0 && lessThan(sum, m)) copy(out, sum)
    else subtract(out, sum, m)
    return
  }
  if (carry == 0) return remainder(out, sum, m)
  copy(dividend, sum)
  setLimb(dividend, 4, 1)
  divideLimbs(5, m)
  copy(out, dividend)
}

/** out = (a * b) % m without overflow, zero when m is. */
export function multiplyModulo(out: usize, a: usize, b: usize, m: usize): void {
  if (isZero(m)) return setSmall(out, 0)
  multiplyWide(a, b)
  divideLimbs(8, m)
  copy(out, dividend)
}

/** The 512 bits of a * b into `dividend`. */
function multiplyWide(a: usize, b: usize): void {
  clear(dividend, 72)
  for (let i = 0; i < 4; i++) {
    const x = limb(a, i)
    if (x == 0) continue
    let carry: u64 = 0
    for (let j = 0; j < 4; j++) {
      const y = limb(b, j)
      const value = limb(dividend, i + j)
      const low = x * y + value
      const total = low + carry
      carry = highProduct(x, y) + u64(low < value) + u64(total < low)
      setLimb(dividend, i + j, total)
    }
    setLimb(dividend, i + 4, carry)
  }
}
