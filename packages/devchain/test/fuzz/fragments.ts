import type { HardforkName } from '../../src/internal/chain/hardforks.js'
import type { Random } from '../random.js'
import { randomAddress } from './cast.js'
import { randomInitCode } from './init-code.js'
import { isKnown } from './opcodes.js'
import { applied, push, randomOffset, randomWord, relatedWords } from './words.js'

/** Makes a piece of code that works wherever it stands. */
type Fragment = (random: Random) => number[]

const pop = 0x50
const keys = [0n, 1n, 2n, 3n] as const

/** Opcodes that leave one word, and how many each list of them takes. */
const calculations = [
  [...[0x15, 0x19, 0x1e, 0x35, 0x31, 0x3b, 0x3f, 0x40, 0x49, 0x51, 0x54, 0x5c]],
  [1, 2, 3, 4, 5, 6, 7, 10, 11, ...[0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a]],
  [0x0a, 0x0b, 0x1b, 0x1c, 0x1d],
  [0x08, 0x09],
] as const
const arities = [1, 2, 2, 3] as const
const environment = [
  ...[0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46],
  ...[0x47, 0x48, 0x4a, 0x58, 0x59, 0x5a, 0x5f],
] as const

/** A calculation whose result is often seen by whoever looks at memory. */
function calculation(random: Random): number[] {
  const kind = random.pick([0, 1, 1, 1, 2, 3, 3] as const)
  const opcode = random.pick<number>(calculations[kind])
  const code = applied(opcode, ...operands(random, arities[kind]))
  switch (random.below(4)) {
    case 0:
      return code
    case 1:
      return [...code, pop]
    default:
      return [...code, ...push(BigInt(random.below(12) * 32)), 0x52]
  }
}

function operands(random: Random, count: number): bigint[] {
  if (count === 1 || random.oneIn(2)) return random.list(count, () => randomWord(random))
  const related = relatedWords(random)
  return count === 2 ? [...related] : [...related, random.pick([...related, randomWord(random)])]
}

function surroundings(random: Random): number[] {
  const opcode = random.pick([...environment])
  return random.oneIn(3) ? [opcode] : [opcode, pop]
}

function stackShuffle(random: Random): number[] {
  const depth = random.below(16)
  const opcode = random.pick([0x80 + depth, 0x90 + depth])
  if (random.oneIn(4)) return [opcode]
  const filling = random.list(depth + 2, () => 0x58)
  return [...filling, opcode, ...filling.map(() => pop), ...(opcode < 0x90 ? [pop] : [])]
}

/** Fills the stack up to its limit and about. */
function tower(random: Random): number[] {
  const height = random.pick([1016, 1022, 1023, 1024, 1025])
  return random.list(height, () => 0x58)
}

function memoryWork(random: Random): number[] {
  const offset = () => randomOffset(random)
  switch (random.below(5)) {
    case 0:
      return [...applied(0x51, offset()), pop]
    case 1:
      return [...applied(0x20, offset(), offset()), pop]
    case 2:
      return applied(0x53, offset(), randomWord(random))
    default:
      return applied(0x52, offset(), randomWord(random))
  }
}

/** CALLDATACOPY, CODECOPY, RETURNDATACOPY, MCOPY, EXTCODECOPY. */
function copy(random: Random): number[] {
  const opcode = random.pick([0x37, 0x39, 0x3e, 0x5e, 0x3c])
  const inputs = [randomOffset(random), randomOffset(random), randomOffset(random)]
  if (opcode === 0x3e && random.oneIn(2)) {
    // All that there is, or one byte more.
    const excess = BigInt(random.below(2))
    return [...push(excess), 0x3d, 0x01, ...push(0n), ...push(0n), opcode]
  }
  return applied(opcode, ...(opcode === 0x3c ? [randomAddress(random), ...inputs] : inputs))
}

function storage(random: Random): number[] {
  const key = random.pick(keys)
  const value = random.pick([0n, 0n, 1n, 2n, 0x1234n])
  switch (random.below(6)) {
    case 0:
      return [...applied(0x54, key), pop]
    case 1:
      return applied(0x5d, key, value)
    case 2:
      return [...applied(0x5c, key), ...push(key), 0x55]
    default:
      return applied(0x55, key, value)
  }
}

function log(random: Random): number[] {
  const topics = random.below(5)
  const offset = randomOffset(random)
  const size = randomOffset(random)
  return applied(0xa0 + topics, offset, size, ...random.list(topics, () => randomWord(random)))
}

function gasToPass(random: Random): number[] {
  if (random.oneIn(3)) return [0x5a]
  // About what SSTORE needs to be left (EIP-2200), and what is left after the two pushes before it.
  if (random.oneIn(4)) return push(BigInt(random.pick([0, 2_290]) + random.below(24)))
  return push(random.pick([0n, 700n, 2300n, 9_000n, 30_000n, 2n ** 64n, 2n ** 255n]))
}

function valueToPass(random: Random): bigint {
  return random.pick([0n, 0n, 0n, 1n, 5n, 6n, 2n ** 128n])
}

function call(random: Random): number[] {
  const opcode = random.pick([0xf1, 0xf1, 0xf2, 0xf4, 0xfa])
  const takesValue = opcode === 0xf1 || opcode === 0xf2
  const windows = random.list(4, () => randomOffset(random)).toReversed()
  const code = [
    ...windows.flatMap(push),
    ...(takesValue ? push(valueToPass(random)) : []),
    ...push(randomAddress(random)),
    ...gasToPass(random),
    opcode,
  ]
  return afterCall(random, code)
}

function afterCall(random: Random, code: readonly number[]): number[] {
  if (random.oneIn(3)) return [...code, ...push(random.pick(keys)), 0x55]
  return random.oneIn(2) ? [...code, pop] : [...code]
}

/** Calls a precompile with the input of the transaction, or with some of memory. */
function precompile(random: Random): number[] {
  const address = random.oneIn(12) ? 0x100n : BigInt(1 + random.below(0x12))
  const size = random.pick([0n, 1n, 32n, 64n, 96n, 97n, 128n, 160n, 192n, 213n, 256n, 384n])
  const input = random.oneIn(2) ? [0x36, ...push(0n), ...push(0n), 0x37] : []
  const code = [
    ...input,
    ...[random.pick([0n, 32n, 64n, 200n]), 0n, size, 0n].flatMap(push),
    ...push(address),
    ...gasToPass(random),
    random.pick([0xfa, 0xfa, 0xf4]),
  ]
  return afterCall(random, code)
}

function create(random: Random): number[] {
  const initCode = randomInitCode(random)
  const stored = storeBytes(initCode)
  const size = random.oneIn(20)
    ? random.pick([49_152n, 49_153n, 2n ** 32n, 2n ** 64n])
    : BigInt(initCode.length)
  const value = random.pick([0n, 0n, 1n, 2n ** 100n])
  const code = random.oneIn(2)
    ? [...stored, ...applied(0xf0, value, 0n, size)]
    : [...stored, ...applied(0xf5, value, 0n, size, random.pick([0n, 0n, 1n, 2n ** 255n]))]
  return random.oneIn(3) ? [...code, ...callIt(random)] : afterCall(random, code)
}

/** Calls what the top of the stack is the address of. */
function callIt(random: Random): number[] {
  const zeros = random.list(5, () => push(0n)).flat()
  return [...zeros, 0x85, ...gasToPass(random), 0xf1, pop, pop]
}

function storeBytes(bytes: readonly number[]): number[] {
  const code: number[] = []
  for (let offset = 0; offset < bytes.length; offset += 32) {
    const word = bytes.slice(offset, offset + 32)
    const padded = [...word, ...new Array<number>(32 - word.length).fill(0)]
    code.push(0x7f, ...padded, ...push(BigInt(offset)), 0x52)
  }
  return code
}

/** Jumps over something, backwards, into the data of a PUSH, or anywhere. */
function jump(random: Random): number[] {
  switch (random.below(6)) {
    case 0: {
      const skipped = [...random.bytes(random.below(5))]
      return [0x60, skipped.length + 3, 0x58, 0x01, 0x56, ...skipped, 0x5b]
    }
    case 1:
      return [0x60, 4, 0x58, 0x01, 0x56, 0x60, 0x5b, 0x50]
    case 2:
      return applied(0x57, randomWord(random), random.oneIn(10) ? 1n : 0n)
    case 3:
      return [0x5b]
    case 4:
      return random.oneIn(10) ? applied(0x56, randomWord(random)) : [0x5b]
    default:
      return applied(0x57, 2n ** 255n, 0n)
  }
}

/** Runs some balanced code several times. */
function loop(random: Random): number[] {
  const body = random.list(1 + random.below(4), () => balanced(random)).flat()
  const times = random.pick([2n, 3n, 10n, 40n, 200n])
  // counter JUMPDEST … 1 SWAP1 SUB DUP1 distance PC SUB JUMPI POP
  const distance = body.length + 9
  return [
    ...[0x61, Number(times >> 8n), Number(times & 255n), 0x5b, ...body],
    ...[0x60, 1, 0x90, 0x03, 0x80, 0x61, distance >> 8, distance & 255, 0x58, 0x03, 0x57, pop],
  ]
}

function balanced(random: Random): number[] {
  switch (random.below(6)) {
    case 0:
      return memoryWork(random)
    case 1:
      return storage(random)
    case 2:
      return [...applied(random.pick([1, 2, 3, 4, 6, 10, 0x16]), randomWord(random), 3n), pop]
    case 3:
      return [
        ...[0, 0, 0, 0].flatMap(() => push(0n)),
        ...push(randomAddress(random)),
        0x5a,
        0xfa,
        pop,
      ]
    case 4:
      return log(random)
    default:
      return [random.pick([...environment]), pop]
  }
}

function ending(random: Random): number[] {
  switch (random.below(6)) {
    case 0:
      return [0x00]
    case 1:
      return [0x34, 0x15, 0x60, 4, 0x58, 0x01, 0x57, 0xfe, 0x5b]
    case 2:
      return applied(0xff, randomAddress(random))
    default:
      return applied(random.pick([0xf3, 0xfd]), randomOffset(random), randomOffset(random))
  }
}

function anything(random: Random): number[] {
  if (random.oneIn(2)) return [random.below(256)]
  const opcode = random.below(256)
  return applied(opcode, ...random.list(random.below(8), () => randomWord(random)))
}

const fragments: readonly (readonly [weight: number, make: Fragment])[] = [
  [16, (random) => push(randomWord(random))],
  [28, calculation],
  [16, surroundings],
  [10, stackShuffle],
  [1, tower],
  [20, memoryWork],
  [12, copy],
  [24, storage],
  [8, log],
  [24, call],
  [8, precompile],
  [14, create],
  [8, jump],
  [14, loop],
  [2, ending],
  [2, anything],
]
const totalWeight = fragments.reduce((sum, [weight]) => sum + weight, 0)

/** One piece of a program, now and then with instructions that `hardfork` does not have. */
export function randomFragment(random: Random, hardfork: HardforkName): number[] {
  for (;;) {
    const fragment = anyFragment(random)
    if (isKnown(fragment, hardfork) || random.oneIn(60)) return fragment
  }
}

function anyFragment(random: Random): number[] {
  let at = random.below(totalWeight)
  for (const [weight, make] of fragments) {
    if (at < weight) return make(random)
    at -= weight
  }
  return []
}

/** Shows all of memory: in a log, or as what the contract returns. */
export function memoryShown(random: Random): number[] {
  return [0x59, ...push(0n), random.pick([0xa0, 0xf3])]
}

/** A call of the contract that runs, once, so that frames pile up to the limit of 1024. */
export function selfCall(random: Random, hardfork: HardforkName): number[] {
  const chosen = random.pick([0xf1, 0xf1, 0xf2, 0xf4, 0xfa])
  const opcode = isKnown([chosen], hardfork) ? chosen : 0xf1
  const zeros = random.list(4, () => push(0n)).flat()
  const value = opcode === 0xf1 || opcode === 0xf2 ? push(random.pick([0n, 0n, 1n])) : []
  return afterCall(random, [...zeros, ...value, 0x30, 0x5a, opcode])
}

/** A piece of code that calls nobody. */
export function quietFragment(random: Random, hardfork: HardforkName): number[] {
  for (;;) {
    const fragment = anyQuietFragment(random)
    if (isKnown(fragment, hardfork)) return fragment
  }
}

function anyQuietFragment(random: Random): number[] {
  switch (random.below(5)) {
    case 0:
      return calculation(random)
    case 1:
      return memoryWork(random)
    case 2:
      return surroundings(random)
    default:
      return storage(random)
  }
}
