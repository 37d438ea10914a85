const units: ReadonlyMap<string, bigint> = new Map([
  ['wei', 1n],
  ['gwei', 10n ** 9n],
  ['szabo', 10n ** 12n],
  ['finney', 10n ** 15n],
  ['ether', 10n ** 18n],
  ['seconds', 1n],
  ['minutes', 60n],
  ['hours', 3_600n],
  ['days', 86_400n],
  ['weeks', 604_800n],
  ['years', 31_536_000n],
])

/** What a unit of Solidity multiplies by; undefined when it is none. */
export function unitFactor(name: string): bigint | undefined {
  return units.get(name)
}

/** A number as Solidity writes it, multiplied; undefined when that is no whole number. */
export function parseNumber(literal: string, factor: bigint): bigint | undefined {
  const text = literal.replaceAll('_', '')
  if (/^0x/i.test(text)) return BigInt(text) * factor
  const match = /^(\d*)(?:\.(\d+))?(?:e(-?\d+))?$/i.exec(text)
  if (match === null) return undefined
  const [, whole = '', fraction = '', exponent = '0'] = match
  const shift = Number(exponent) - fraction.length
  if (Math.abs(shift) > 1_000) return undefined
  const digits = BigInt(`${whole}${fraction}` || '0') * factor
  if (shift >= 0) return digits * 10n ** BigInt(shift)
  const divisor = 10n ** BigInt(-shift)
  return digits % divisor === 0n ? digits / divisor : undefined
}
