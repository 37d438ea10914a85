const weiPerGwei = 10n ** 9n
const weiPerEther = 10n ** 18n

/** Exact, without zeros at its end: `0.00453174`. */
export function weiToEther(wei: bigint): string {
  return decimal(wei, weiPerEther)
}

/** Exact, without zeros at its end: `3.375`. */
export function weiToGwei(wei: bigint): string {
  return decimal(wei, weiPerGwei)
}

/** `163561 (0x27ee9)`. */
export function decimalAndHex(value: unknown): string {
  const number = Number(value)
  return `${number} (0x${number.toString(16)})`
}

function decimal(value: bigint, unit: bigint): string {
  const digits = unit.toString().length - 1
  const fraction = (value % unit).toString().padStart(digits, '0').replace(/0+$/, '')
  const whole = (value / unit).toString()
  return fraction === '' ? whole : `${whole}.${fraction}`
}
