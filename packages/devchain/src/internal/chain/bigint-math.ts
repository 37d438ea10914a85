/** `Math.min`, which takes no bigints. */
export function least(first: bigint, second: bigint): bigint {
  if (first < second) return first
  return second
}

/** `Math.max`, which takes no bigints. */
export function most(first: bigint, second: bigint): bigint {
  if (first > second) return first
  return second
}
