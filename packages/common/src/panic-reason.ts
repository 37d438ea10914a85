const reasons: ReadonlyMap<bigint, string> = new Map([
  [0x01n, 'assertion failed'],
  [0x11n, 'arithmetic overflow or underflow'],
  [0x12n, 'division or modulo by zero'],
  [0x21n, 'value out of the range of an enum'],
  [0x22n, 'storage byte array that is encoded wrongly'],
  [0x31n, 'pop from an empty array'],
  [0x32n, 'array index out of bounds'],
  [0x41n, 'too much memory'],
  [0x51n, 'call of a function variable that is not set'],
])

/** What Solidity's `Panic(code)` means, e.g. `panic 0x11: arithmetic overflow or underflow`. */
export function describePanic(code: bigint): string {
  const digits = code.toString(16).padStart(2, '0')
  return `panic 0x${digits}: ${reasons.get(code) ?? 'unknown'}`
}
