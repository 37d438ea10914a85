/** Whether two byte arrays hold the same. Compares from the end, where unequal slots differ first. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  let index = a.length - 1
  while (index >= 0 && a[index] === b[index]) index--
  return index < 0
}
