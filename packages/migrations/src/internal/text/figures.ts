/** Digits in groups of three: `1 023 456`. */
export function groupDigits(quantity: bigint): string {
  return String(quantity).replace(/\B(?=(\d{3})+$)/g, ' ')
}

/** `1 contract`, `2 contracts`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Addresses by their ends, for where they only have to be told apart. */
export function shortenAddresses(text: string): string {
  return text.replace(/(0x[0-9a-fA-F]{4})[0-9a-fA-F]{32}([0-9a-fA-F]{4})(?![0-9a-fA-F])/g, '$1…$2')
}
