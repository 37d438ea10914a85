import { bigintToBytes } from '@scaffold-evm/common'
import type { Random } from '../random.js'
import { randomWord } from './words.js'

const bnPrime = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n

/** Something that a precompile may take. */
export function precompileInput(random: Random): Uint8Array {
  switch (random.below(6)) {
    case 0:
      return modexp(random)
    case 1:
      return points(random)
    case 2:
      return blake2f(random)
    case 3:
      return words(random.list(4 + random.below(3), () => randomWord(random)))
    case 4:
      // What ecrecover expects of v.
      return words([
        randomWord(random),
        random.pick([26n, 27n, 28n, 29n]),
        1n + randomWord(random),
        1n,
      ])
    default:
      return new Uint8Array(random.pick([0, 1, 128, 160, 192, 213, 256, 288, 384, 512]))
  }
}

/** Sizes, then base, exponent and modulus (EIP-198, EIP-7823). */
function modexp(random: Random): Uint8Array {
  const size = () => BigInt(random.pick([0, 0, 1, 2, 31, 32, 33, 64, 1024, 1025]))
  const sizes = [size(), size(), size()]
  const wild = random.oneIn(10) ? [randomWord(random), size(), size()] : sizes
  return Uint8Array.from([...words(wild), ...random.bytes(random.below(120))])
}

/** Points of alt_bn128, more or less. */
function points(random: Random): Uint8Array {
  const coordinate = () => random.pick([0n, 1n, 2n, bnPrime, bnPrime - 2n])
  const generator = random.oneIn(2) ? [1n, 2n] : [coordinate(), coordinate()]
  const other = random.oneIn(3) ? [1n, bnPrime - 2n] : [coordinate(), coordinate()]
  const scalar = random.oneIn(2) ? other : [randomWord(random)]
  return words([...generator, ...scalar])
}

/** Rounds, 208 bytes and a flag (EIP-152). */
function blake2f(random: Random): Uint8Array {
  const rounds = random.pick([0, 1, 12, 300])
  const flag = random.pick([0, 1, 1, 2])
  return Uint8Array.from([0, 0, rounds >> 8, rounds & 255, ...random.bytes(208), flag])
}

function words(values: readonly bigint[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap((value) => [...bigintToBytes(value & ((1n << 256n) - 1n), 32)]),
  )
}
