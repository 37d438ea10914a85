const plain = /^[\w\-./]*$/
/** In the order of the Unicode collation. */
const ranks = new Map(
  Array.from('_-./0123456789abcdefghijklmnopqrstuvwxyz', (char, rank) => [char, rank]),
)

/**
 * Compares as `localeCompare` does in English. Paths of plain characters need no collator, which takes ten milliseconds to
 * make.
 */
export function compareInDictionary(left: string, right: string): number {
  if (!plain.test(left) || !plain.test(right)) return left.localeCompare(right, 'en')
  return compareLetters(left.toLowerCase(), right.toLowerCase()) || compareCase(left, right)
}

function compareLetters(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index += 1) {
    const difference = rankOf(left, index) - rankOf(right, index)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function rankOf(text: string, index: number): number {
  return ranks.get(text.charAt(index)) ?? 0
}

/** Of texts that differ in nothing else, the one that is small where they differ first comes first. */
function compareCase(left: string, right: string): number {
  if (left === right) return 0
  return left > right ? -1 : 1
}
