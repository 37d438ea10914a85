/** Whether two byte arrays hold the same. Compares from the end, where unequal slots differ first. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  let index = a.length - 1
  for (; index > 2; index -= 4) {
    if (a[index] !== b[index] || a[index - 1] !== b[index - 1]) return false
    if (a[index - 2] !== b[index - 2] || a[index - 3] !== b[index - 3]) return false
  }
  while (index >= 0 && a[index] === b[index]) index--
  return index < 0
}
