import type { Random } from '../random.js'

/** 256 bits. */
export const wordLimit: bigint = 1n << 256n

const edges: readonly [bigint, ...bigint[]] = [
  ...([0n, 1n, 2n, 3n, 5n, 31n, 32n, 33n, 63n, 64n, 255n, 256n, 257n] as const),
  ...[1023n, 1024n, 1025n, 2n ** 15n, 2n ** 16n - 1n, 2n ** 16n, 2n ** 24n],
  ...[2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n],
  ...[2n ** 64n - 1n, 2n ** 64n, 2n ** 127n, 2n ** 128n, 2n ** 160n, 2n ** 192n, 2n ** 255n - 1n],
  ...[
    2n ** 255n,
    2n ** 255n + 1n,
    wordLimit - 64n,
    wordLimit - 32n,
    wordLimit - 2n,
    wordLimit - 1n,
  ],
]

/** A word as arithmetic may have it: often at an edge. */
export function randomWord(random: Random): bigint {
  switch (random.below(6)) {
    case 0:
      return BigInt(random.below(300))
    case 1:
      return bytesToWord(random.bytes(1 + random.below(32)))
    case 2:
      return 1n << BigInt(random.below(256))
    case 3:
      return wordLimit - 1n - BigInt(random.below(300))
    default:
      return random.pick(edges)
  }
}

/** Two operands that have something to do with each other: same, near, or a multiple and a bit. */
export function relatedWords(random: Random): readonly [bigint, bigint] {
  const divisor = randomWord(random)
  switch (random.below(6)) {
    case 0:
      return [divisor, divisor]
    case 1:
      return [(divisor + 1n) % wordLimit, divisor]
    case 2:
      return [divisor, (wordLimit - divisor) % wordLimit]
    case 3:
      return [sparseWord(random), sparseWord(random)]
    default: {
      const rest = divisor === 0n ? 0n : randomWord(random) % divisor
      return [(divisor * sparseWord(random) + rest) % wordLimit, divisor]
    }
  }
}

/** A word of digits of 32 bits that are 0, 1, full, or anything. */
function sparseWord(random: Random): bigint {
  const digits = random.list(1 + random.below(8), () =>
    random.pick([0n, 0n, 1n, 0xffff_ffffn, 0x8000_0000n, BigInt(random.next())]),
  )
  return digits.reduce((word, digit) => (word << 32n) | digit, 0n)
}

/** An offset or size in memory: mostly small, sometimes absurd. */
export function randomOffset(random: Random): bigint {
  if (random.oneIn(200)) return random.pick(edges)
  if (random.oneIn(12)) return BigInt(random.below(5_000))
  return BigInt(random.below(100))
}

export function bytesToWord(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
}

/** PUSH with as few bytes as `word` takes, at least one. */
export function push(word: bigint): number[] {
  const digits = word.toString(16)
  const bytes = [...Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')]
  return [0x5f + bytes.length, ...bytes]
}

/** An instruction after its inputs have been pushed, the first of them on top. */
export function applied(opcode: number, ...inputs: readonly bigint[]): number[] {
  return [...inputs.toReversed().flatMap(push), opcode]
}
