/** The codes that Solidity's `Panic(uint256)` carries. */
export const PANIC_CODES = {
  ASSERTION_ERROR: 0x01,
  ARITHMETIC_OVERFLOW: 0x11,
  DIVISION_BY_ZERO: 0x12,
  ENUM_CONVERSION_OUT_OF_BOUNDS: 0x21,
  INCORRECTLY_ENCODED_STORAGE_BYTE_ARRAY: 0x22,
  POP_ON_EMPTY_ARRAY: 0x31,
  ARRAY_ACCESS_OUT_OF_BOUNDS: 0x32,
  TOO_MUCH_MEMORY_ALLOCATED: 0x41,
  ZERO_INITIALIZED_VARIABLE: 0x51,
} as const

// The wording is Hardhat's: users assert on it and search for it.
const reasons: ReadonlyMap<bigint, string> = new Map([
  [0x01n, 'Assertion error'],
  [0x11n, 'Arithmetic operation overflowed outside of an unchecked block'],
  [0x12n, 'Division or modulo division by zero'],
  [0x21n, 'Tried to convert a value into an enum, but the value was too big or negative'],
  [0x22n, 'Incorrectly encoded storage byte array'],
  [0x31n, '.pop() was called on an empty array'],
  [0x32n, 'Array accessed at an out-of-bounds or negative index'],
  [0x41n, 'Too much memory was allocated, or an array was created that is too large'],
  [0x51n, 'Called a zero-initialized variable of internal function type'],
])

/** What a panic code means in words, or undefined for codes Solidity does not use. */
function panicReason(code: bigint): string | undefined {
  return reasons.get(code)
}

/** A panic code with its meaning, e.g. `panic code 0x1 (Assertion error)`. */
export function formatPanic(code: bigint): string {
  return `panic code 0x${code.toString(16)} (${panicReason(code) ?? 'unknown panic code'})`
}
