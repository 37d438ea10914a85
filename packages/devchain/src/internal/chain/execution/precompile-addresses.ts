/** Tells precompiles by address. All of them are below 2^16. */
export function createPrecompileTest(
  addresses: Iterable<string>,
): (address: Uint8Array) => boolean {
  const numbers = new Set([...addresses].map((digits) => Number.parseInt(digits, 16)))
  return (address) => {
    for (let index = 0; index < 18; index++) if (address[index] !== 0) return false
    return numbers.has(((address[18] ?? 0) << 8) | (address[19] ?? 0))
  }
}
