/** What memory costs to grow from `sizeBytes` so that it has `neededBytes`, gas. */
export function expansionCost(sizeBytes: number, neededBytes: bigint): bigint {
  const words = BigInt(sizeBytes) / 32n
  const neededWords = wordCount(neededBytes)
  return neededWords <= words ? 0n : memoryCost(neededWords) - memoryCost(words)
}

/** How many words so many bytes begin. */
export function wordCount(sizeBytes: bigint): bigint {
  return (sizeBytes + 31n) / 32n
}

function memoryCost(words: bigint): bigint {
  return words * 3n + (words * words) / 512n
}
