import type { Random } from '../random.js'
import { applied, push } from './words.js'

const returnOp = 0xf3

/** Init codes at the limits of what creation allows (EIP-170, EIP-3541, EIP-3860). */
export function randomInitCode(random: Random): number[] {
  switch (random.below(14)) {
    case 0:
      return []
    case 1:
      // Code of so many zeros: the most is 24,576.
      return applied(returnOp, 0n, random.pick([1n, 32n, 24_575n, 24_576n, 24_577n, 60_000n]))
    case 2:
      return returning([0xef, ...random.bytes(random.below(4))])
    case 3:
      return [...applied(0x55, 0n, 1n), ...applied(0xfd, 0n, BigInt(random.below(40)))]
    case 4:
      return applied(0xff, random.pick([0n, 0xdeadn, 0xc0den]))
    case 5:
      return [0xfe]
    case 6:
      return [...applied(0x55, BigInt(random.below(3)), 1n), ...returning([0x33, 0xff])]
    case 7:
      // Sends back what it is called with.
      return returning([0x36, 0x60, 0, 0x60, 0, 0x37, 0x36, 0x60, 0, 0xf3])
    case 8:
      return [0x34, 0x47, 0x01, ...push(1n), 0x55, ...returning([0x00])]
    case 9:
      return [...random.bytes(1 + random.below(12))]
    case 10:
      // A creation within.
      return [...applied(0xf0, 0n, 0n, 0n), 0x60, 0, 0x55, ...returning([0x5b])]
    default:
      return returning([...random.bytes(1 + random.below(6))])
  }
}

/** Init code that returns `code` of at most 32 bytes. */
function returning(code: readonly number[]): number[] {
  const word = [...code, ...new Array<number>(32 - code.length).fill(0)]
  return [0x7f, ...word, 0x60, 0, 0x52, ...applied(returnOp, 0n, BigInt(code.length))]
}
