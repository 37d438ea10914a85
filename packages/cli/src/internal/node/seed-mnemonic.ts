import { Mnemonic } from '@scaffold-evm/project/ethers'

/** The mnemonic that Ganache makes of a seed, word for word. */
export function mnemonicOfSeed(seed: string): string {
  const random = createSeededRandom(seed)
  // Ganache scales by 255, so that no byte is 255.
  const entropy = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 255))
  return Mnemonic.entropyToPhrase(entropy)
}

const width = 256

/**
 * Numbers from 0 to 1 of an RC4 key stream, as the npm package `seedrandom` has them for a text:
 * 48 bits to begin with, and more while fewer than 52 are significant.
 */
function createSeededRandom(seed: string): () => number {
  const next = createKeyStream(mixKey(seed))
  for (let discarded = 0; discarded < width; discarded++) next()
  return () => {
    let numerator = 0
    for (let byte = 0; byte < 6; byte++) numerator = numerator * width + next()
    let denominator = width ** 6
    let low = 0
    while (numerator < 2 ** 52) {
      numerator = (numerator + low) * width
      denominator *= width
      low = next()
    }
    while (numerator >= 2 ** 53) {
      numerator /= 2
      denominator /= 2
      low >>>= 1
    }
    return (numerator + low) / denominator
  }
}

function mixKey(seed: string): number[] {
  const key: number[] = []
  let smear = 0
  for (let index = 0; index < seed.length; index++) {
    const at = index % width
    smear ^= (key[at] ?? 0) * 19
    key[at] = (smear + seed.charCodeAt(index)) & 255
  }
  return key.length === 0 ? [0] : key
}

function createKeyStream(key: readonly number[]): () => number {
  const box = Uint8Array.from({ length: width }, (_, index) => index)
  const swap = (a: number, b: number): void => {
    const kept = box[a] ?? 0
    box[a] = box[b] ?? 0
    box[b] = kept
  }
  let j = 0
  for (let i = 0; i < width; i++) {
    j = (j + (key[i % key.length] ?? 0) + (box[i] ?? 0)) & 255
    swap(i, j)
  }
  let i = 0
  j = 0
  return () => {
    i = (i + 1) & 255
    j = (j + (box[i] ?? 0)) & 255
    swap(i, j)
    return box[((box[i] ?? 0) + (box[j] ?? 0)) & 255] ?? 0
  }
}
