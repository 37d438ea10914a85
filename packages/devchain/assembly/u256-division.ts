// Quotients and remainders of words, see `u256`.

import { add, copy, isNegative, isShort, isZero, lessThan, negate, setSmall } from './u256'

// Division works on 32-bit digits, whose products and quotients fit into 64 bits (Knuth, TAOCP 4.3.1, D).

const dividendDigits = memory.data(17 * 4 + 4, 8)
const divisorDigits = memory.data(8 * 4, 8)
const quotientDigits = memory.data(16 * 4, 8)

function digitCount(digits: usize, most: i32): i32 {
  let count = most
  while (count > 0 && load<u32>(digits + (<usize>(count - 1) << 2)) == 0) count--
  return count
}

/**
 * Divides the `size` digits at `dividendDigits`, which become the remainder, by those of `divisor`, not
 * zero. The quotient is in `quotientDigits`.
 */
function divideDigits(size: i32, divisor: usize): void {
  memory.fill(quotientDigits, 0, 64)
  const n = digitCount(divisor, 8)
  const m = digitCount(dividendDigits, size)
  if (m < n) return
  if (n == 1) return divideByDigit(m, load<u32>(divisor))
  const shift = clz<u32>(load<u32>(divisor + (<usize>(n - 1) << 2)))
  shiftDigitsLeft(divisorDigits, divisor, n, shift)
  const overflow = shiftDigitsLeft(dividendDigits, dividendDigits, m, shift)
  store<u32>(dividendDigits + (<usize>m << 2), overflow)
  const top = <u64>load<u32>(divisorDigits + (<usize>(n - 1) << 2))
  const second = <u64>load<u32>(divisorDigits + (<usize>(n - 2) << 2))
  for (let j = m - n; j >= 0; j--) {
    const place = dividendDigits + (<usize>j << 2)
    const pair =
      (<u64>load<u32>(place + (<usize>n << 2)) << 32) | <u64>load<u32>(place + (<usize>(n - 1) << 2))
    let guess = pair / top
    let rest = pair - guess * top
    const third = <u64>load<u32>(place + (<usize>(n - 2) << 2))
    while (guess >> 32 != 0 || guess * second > ((rest << 32) | third)) {
      guess--
      rest += top
      if (rest >> 32 != 0) break
    }
    if (subtractProduct(place, guess, n)) {
      guess--
      addBack(place, n)
    }
    store<u32>(quotientDigits + (<usize>j << 2), <u32>guess)
  }
  shiftDigitsRight(dividendDigits, n, shift)
}

function divideByDigit(m: i32, digit: u32): void {
  let rest: u64 = 0
  for (let j = m - 1; j >= 0; j--) {
    const place = dividendDigits + (<usize>j << 2)
    const value = (rest << 32) | <u64>load<u32>(place)
    const quotient = value / <u64>digit
    store<u32>(quotientDigits + (<usize>j << 2), <u32>quotient)
    rest = value - quotient * <u64>digit
    store<u32>(place, 0)
  }
  store<u32>(dividendDigits, <u32>rest)
}

/** Returns the digit that was shifted out. */
function shiftDigitsLeft(out: usize, digits: usize, count: i32, shift: u32): u32 {
  let carry: u64 = 0
  for (let index: usize = 0; index < <usize>count; index++) {
    const value = (<u64>load<u32>(digits + (index << 2)) << <u64>shift) | carry
    store<u32>(out + (index << 2), <u32>value)
    carry = value >> 32
  }
  return <u32>carry
}

function shiftDigitsRight(digits: usize, count: i32, shift: u32): void {
  let carry: u64 = 0
  for (let index = count - 1; index >= 0; index--) {
    const place = digits + (<usize>index << 2)
    const value = (carry << 32) | <u64>load<u32>(place)
    store<u32>(place, <u32>(value >> <u64>shift))
    carry = value & ((<u64>1 << <u64>shift) - 1)
  }
}

/** Subtracts guess * divisor from the n + 1 digits at `place`; returns whether it was too much. */
function subtractProduct(place: usize, guess: u64, n: i32): bool {
  let carry: u64 = 0
  let borrow: u64 = 0
  let index: usize = 0
  for (; index < <usize>n; index++) {
    const product = guess * <u64>load<u32>(divisorDigits + (index << 2)) + carry
    carry = product >> 32
    const difference = <u64>load<u32>(place + (index << 2)) - (product & 0xffffffff) - borrow
    borrow = (difference >> 32) & 1
    store<u32>(place + (index << 2), <u32>difference)
  }
  const difference = <u64>load<u32>(place + (index << 2)) - carry - borrow
  store<u32>(place + (index << 2), <u32>difference)
  return ((difference >> 32) & 1) != 0
}

function addBack(place: usize, n: i32): void {
  let carry: u64 = 0
  let index: usize = 0
  for (; index < <usize>n; index++) {
    const sum =
      <u64>load<u32>(place + (index << 2)) + <u64>load<u32>(divisorDigits + (index << 2)) + carry
    store<u32>(place + (index << 2), <u32>sum)
    carry = sum >> 32
  }
  store<u32>(place + (index << 2), load<u32>(place + (index << 2)) + <u32>carry)
}

/** out = a / b, zero when b is. */
export function divide(out: usize, a: usize, b: usize): void {
  if (isZero(b)) return setSmall(out, 0)
  if (isShort(a) && isShort(b)) return setSmall(out, load<u64>(a) / load<u64>(b))
  if (lessThan(a, b)) return setSmall(out, 0)
  copy(dividendDigits, a)
  divideDigits(8, b)
  copy(out, quotientDigits)
}

/** out = a % b, zero when b is. */
export function remainder(out: usize, a: usize, b: usize): void {
  if (isZero(b)) return setSmall(out, 0)
  if (isShort(a) && isShort(b)) return setSmall(out, load<u64>(a) % load<u64>(b))
  if (lessThan(a, b)) return copy(out, a)
  copy(dividendDigits, a)
  divideDigits(8, b)
  copy(out, dividendDigits)
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
  const carry = add(sum, a, b)
  if (carry == 0) return remainder(out, sum, m)
  copy(dividendDigits, sum)
  store<u32>(dividendDigits, 1, 32)
  divideDigits(9, m)
  copy(out, dividendDigits)
}

/** out = (a * b) % m without overflow, zero when m is. */
export function multiplyModulo(out: usize, a: usize, b: usize, m: usize): void {
  if (isZero(m)) return setSmall(out, 0)
  multiplyWide(a, b)
  divideDigits(16, m)
  copy(out, dividendDigits)
}

/** The 512 bits of a * b into `dividendDigits`. */
function multiplyWide(a: usize, b: usize): void {
  memory.fill(dividendDigits, 0, 68)
  for (let i: usize = 0; i < 8; i++) {
    const digit = <u64>load<u32>(a + (i << 2))
    if (digit == 0) continue
    let carry: u64 = 0
    for (let j: usize = 0; j < 8; j++) {
      const place = dividendDigits + ((i + j) << 2)
      const value = digit * <u64>load<u32>(b + (j << 2)) + <u64>load<u32>(place) + carry
      store<u32>(place, <u32>value)
      carry = value >> 32
    }
    store<u32>(dividendDigits + ((i + 8) << 2), <u32>carry)
  }
}
