// Words are four 64-bit limbs in memory, the lowest first: a word is 32 bytes, little endian.

/** Whether the word at `a` is zero. */
@inline
export function isZero(a: usize): bool {
  return (load<u64>(a) | load<u64>(a, 8) | load<u64>(a, 16) | load<u64>(a, 24)) == 0
}

/** Whether the word fits into 64 bits. */
@inline
export function isShort(a: usize): bool {
  return (load<u64>(a, 8) | load<u64>(a, 16) | load<u64>(a, 24)) == 0
}

/** Whether the word is negative in two's complement. */
@inline
export function isNegative(a: usize): bool {
  return load<i64>(a, 24) < 0
}

@inline
export function equals(a: usize, b: usize): bool {
  return (
    ((load<u64>(a) ^ load<u64>(b)) |
      (load<u64>(a, 8) ^ load<u64>(b, 8)) |
      (load<u64>(a, 16) ^ load<u64>(b, 16)) |
      (load<u64>(a, 24) ^ load<u64>(b, 24))) ==
    0
  )
}

@inline
export function copy(out: usize, a: usize): void {
  store<u64>(out, load<u64>(a))
  store<u64>(out, load<u64>(a, 8), 8)
  store<u64>(out, load<u64>(a, 16), 16)
  store<u64>(out, load<u64>(a, 24), 24)
}

@inline
export function setSmall(out: usize, value: u64): void {
  store<u64>(out, value)
  store<u64>(out, 0, 8)
  store<u64>(out, 0, 16)
  store<u64>(out, 0, 24)
}

/** Unsigned a < b. */
@inline
export function lessThan(a: usize, b: usize): bool {
  const a3 = load<u64>(a, 24)
  const b3 = load<u64>(b, 24)
  if (a3 != b3) return a3 < b3
  const a2 = load<u64>(a, 16)
  const b2 = load<u64>(b, 16)
  if (a2 != b2) return a2 < b2
  const a1 = load<u64>(a, 8)
  const b1 = load<u64>(b, 8)
  if (a1 != b1) return a1 < b1
  return load<u64>(a) < load<u64>(b)
}

/** Two's complement a < b. */
@inline
export function signedLessThan(a: usize, b: usize): bool {
  const a3 = load<i64>(a, 24)
  const b3 = load<i64>(b, 24)
  if (a3 != b3) return a3 < b3
  return lessThan(a, b)
}

/** out = a + b; returns the carry. `out` may be one of them. */
@inline
export function add(out: usize, a: usize, b: usize): u64 {
  const a0 = load<u64>(a)
  const s0 = a0 + load<u64>(b)
  let carry: u64 = u64(s0 < a0)
  const a1 = load<u64>(a, 8)
  const t1 = a1 + load<u64>(b, 8)
  const s1 = t1 + carry
  carry = u64(t1 < a1) | u64(s1 < carry)
  const a2 = load<u64>(a, 16)
  const t2 = a2 + load<u64>(b, 16)
  const s2 = t2 + carry
  carry = u64(t2 < a2) | u64(s2 < carry)
  const a3 = load<u64>(a, 24)
  const t3 = a3 + load<u64>(b, 24)
  const s3 = t3 + carry
  carry = u64(t3 < a3) | u64(s3 < carry)
  store<u64>(out, s0)
  store<u64>(out, s1, 8)
  store<u64>(out, s2, 16)
  store<u64>(out, s3, 24)
  return carry
}

/** out = a - b; returns the borrow. */
@inline
export function subtract(out: usize, a: usize, b: usize): u64 {
  const a0 = load<u64>(a)
  const b0 = load<u64>(b)
  let borrow: u64 = u64(a0 < b0)
  const a1 = load<u64>(a, 8)
  const b1 = load<u64>(b, 8)
  const t1 = a1 - b1
  const d1 = t1 - borrow
  borrow = u64(a1 < b1) | u64(t1 < borrow)
  const a2 = load<u64>(a, 16)
  const b2 = load<u64>(b, 16)
  const t2 = a2 - b2
  const d2 = t2 - borrow
  borrow = u64(a2 < b2) | u64(t2 < borrow)
  const a3 = load<u64>(a, 24)
  const b3 = load<u64>(b, 24)
  const t3 = a3 - b3
  const d3 = t3 - borrow
  borrow = u64(a3 < b3) | u64(t3 < borrow)
  store<u64>(out, a0 - b0)
  store<u64>(out, d1, 8)
  store<u64>(out, d2, 16)
  store<u64>(out, d3, 24)
  return borrow
}

/** out = -a. */
export function negate(out: usize, a: usize): void {
  setSmall(zeroWord, 0)
  subtract(out, zeroWord, a)
}

const zeroWord = memory.data(32, 8)

/** The high half of the 128 bits of a * b. */
@inline
export function highProduct(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff
  const aHigh = a >> 32
  const bLow = b & 0xffffffff
  const bHigh = b >> 32
  const middle = aHigh * bLow + ((aLow * bLow) >> 32)
  const middle2 = aLow * bHigh + (middle & 0xffffffff)
  return aHigh * bHigh + (middle >> 32) + (middle2 >> 32)
}

/** out = a * b modulo 2^256. */
export function multiply(out: usize, a: usize, b: usize): void {
  const a0 = load<u64>(a)
  const a1 = load<u64>(a, 8)
  const a2 = load<u64>(a, 16)
  const a3 = load<u64>(a, 24)
  const b0 = load<u64>(b)
  const b1 = load<u64>(b, 8)
  const b2 = load<u64>(b, 16)
  const b3 = load<u64>(b, 24)
  const r0 = a0 * b0
  let r1 = highProduct(a0, b0)
  if ((a1 | a2 | a3 | b1 | b2 | b3) == 0) {
    store<u64>(out, r0)
    store<u64>(out, r1, 8)
    store<u64>(out, 0, 16)
    store<u64>(out, 0, 24)
    return
  }
  let r3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0
  let low = a0 * b1
  r1 += low
  let r2 = highProduct(a0, b1) + u64(r1 < low)
  low = a1 * b0
  r1 += low
  const carry = highProduct(a1, b0) + u64(r1 < low)
  r2 += carry
  r3 += u64(r2 < carry)
  low = a0 * b2
  r2 += low
  r3 += highProduct(a0, b2) + u64(r2 < low)
  low = a1 * b1
  r2 += low
  r3 += highProduct(a1, b1) + u64(r2 < low)
  low = a2 * b0
  r2 += low
  r3 += highProduct(a2, b0) + u64(r2 < low)
  store<u64>(out, r0)
  store<u64>(out, r1, 8)
  store<u64>(out, r2, 16)
  store<u64>(out, r3, 24)
}

const base = memory.data(32, 8)
const power = memory.data(32, 8)

/** out = a to the power of `exponent`, modulo 2^256. */
export function exponentiate(out: usize, a: usize, exponent: usize): void {
  copy(base, a)
  setSmall(power, 1)
  const bits = bitLength(exponent)
  for (let bit: u32 = 0; bit < bits; bit++) {
    const limb = load<u64>(exponent + ((bit >> 6) << 3))
    if (((limb >> <u64>(bit & 63)) & 1) != 0) multiply(power, power, base)
    if (bit + 1 < bits) multiply(base, base, base)
  }
  copy(out, power)
}

/** The number of bits of the word without leading zeros. */
export function bitLength(a: usize): u32 {
  for (let index = 3; index >= 0; index--) {
    const limb = load<u64>(a + (<usize>index << 3))
    if (limb != 0) return <u32>index * 64 + 64 - <u32>clz<u64>(limb)
  }
  return 0
}

/** out = value << count. */
export function shiftLeft(out: usize, value: usize, count: usize): void {
  if (!isShort(count) || load<u64>(count) > 255) return setSmall(out, 0)
  let v0 = load<u64>(value)
  let v1 = load<u64>(value, 8)
  let v2 = load<u64>(value, 16)
  let v3 = load<u64>(value, 24)
  const bits = load<u64>(count)
  for (let limbs = bits >> 6; limbs != 0; limbs--) {
    v3 = v2
    v2 = v1
    v1 = v0
    v0 = 0
  }
  const shift = bits & 63
  if (shift != 0) {
    const rest = 64 - shift
    v3 = (v3 << shift) | (v2 >> rest)
    v2 = (v2 << shift) | (v1 >> rest)
    v1 = (v1 << shift) | (v0 >> rest)
    v0 <<= shift
  }
  store<u64>(out, v0)
  store<u64>(out, v1, 8)
  store<u64>(out, v2, 16)
  store<u64>(out, v3, 24)
}

/** out = value >> count, filled with the bits of `fill`. */
@inline
function shiftRightWith(out: usize, value: usize, count: usize, fill: u64): void {
  let v0 = load<u64>(value)
  let v1 = load<u64>(value, 8)
  let v2 = load<u64>(value, 16)
  let v3 = load<u64>(value, 24)
  const bits = isShort(count) ? min<u64>(load<u64>(count), 256) : 256
  for (let limbs = bits >> 6; limbs != 0; limbs--) {
    v0 = v1
    v1 = v2
    v2 = v3
    v3 = fill
  }
  const shift = bits & 63
  if (shift != 0) {
    const rest = 64 - shift
    v0 = (v0 >> shift) | (v1 << rest)
    v1 = (v1 >> shift) | (v2 << rest)
    v2 = (v2 >> shift) | (v3 << rest)
    v3 = (v3 >> shift) | (fill << rest)
  }
  store<u64>(out, v0)
  store<u64>(out, v1, 8)
  store<u64>(out, v2, 16)
  store<u64>(out, v3, 24)
}

export function shiftRight(out: usize, value: usize, count: usize): void {
  shiftRightWith(out, value, count, 0)
}

export function signedShiftRight(out: usize, value: usize, count: usize): void {
  shiftRightWith(out, value, count, isNegative(value) ? ~(<u64>0) : 0)
}

/** out = value with the sign of its byte `index` (0 is the lowest) in all higher ones. */
export function signExtend(out: usize, value: usize, index: usize): void {
  copy(out, value)
  if (!isShort(index) || load<u64>(index) > 30) return
  const byte = <usize>load<u64>(index)
  const fill: u8 = (load<u8>(value + byte) & 0x80) != 0 ? 0xff : 0
  memory.fill(out + byte + 1, fill, 31 - byte)
}

/** out = byte `index` of the value, counted from the highest. */
export function byteOf(out: usize, value: usize, index: usize): void {
  const isInside = isShort(index) && load<u64>(index) < 32
  const byte: u64 = isInside ? <u64>load<u8>(value + 31 - <usize>load<u64>(index)) : 0
  setSmall(out, byte)
}

/** Reads 32 bytes, big endian, as a word. */
@inline
export function fromBytes(out: usize, bytes: usize): void {
  const b0 = bswap<u64>(load<u64>(bytes, 24))
  const b1 = bswap<u64>(load<u64>(bytes, 16))
  const b2 = bswap<u64>(load<u64>(bytes, 8))
  const b3 = bswap<u64>(load<u64>(bytes))
  store<u64>(out, b0)
  store<u64>(out, b1, 8)
  store<u64>(out, b2, 16)
  store<u64>(out, b3, 24)
}

/** The number of bytes that are not leading zeros. */
export function byteLength(a: usize): u32 {
  for (let limb: u32 = 4; limb > 0; limb--) {
    const value = load<u64>(a + (<usize>(limb - 1) << 3))
    if (value != 0) return (limb << 3) - (<u32>clz(value) >> 3)
  }
  return 0
}

/** Writes a word as 32 bytes, big endian. */
@inline
export function toBytes(bytes: usize, value: usize): void {
  const b0 = bswap<u64>(load<u64>(value, 24))
  const b1 = bswap<u64>(load<u64>(value, 16))
  const b2 = bswap<u64>(load<u64>(value, 8))
  const b3 = bswap<u64>(load<u64>(value))
  store<u64>(bytes, b0)
  store<u64>(bytes, b1, 8)
  store<u64>(bytes, b2, 16)
  store<u64>(bytes, b3, 24)
}
